package org.hactl.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

/** The JSON of BFD sessions is the same for all versions: on disk and on the wire. */
class BfdSessionJsonTest {
  private static final ObjectMapper JSON = HostJson.mapper(Kinds.namedTypes());

  private static final String SESSIONS =
      """
      {"bfdSessions":[\
      {"idleTxMillis":2000,"interfaceName":"eth1","minRxMillis":20,"minTtl":255,"minTxMillis":30,\
      "multihop":false,"multiplier":5,"name":"gw","neighbour":"fe80::1","passive":true,\
      "source":"fe80::2","ttl":254},\
      {"idleTxMillis":1000,"minRxMillis":100,"minTtl":250,"minTxMillis":110,\
      "multihop":true,"multiplier":3,"name":"far","neighbour":"192.0.2.1","passive":false,\
      "ttl":255}],\
      "fifoPriorities":false,"fifos":[],"hooks":[],"syncGroups":[],"trackers":[]}\
      """;

  @Test
  void readsAndWritesEveryOptionByteForByte() throws JsonProcessingException {
    VrrpPolicy policy = JSON.readValue(SESSIONS, VrrpPolicy.class);
    assertThat(policy.bfdSessions()).hasSize(2);
    assertThat(JSON.writeValueAsString(policy)).isEqualTo(SESSIONS);
  }
}

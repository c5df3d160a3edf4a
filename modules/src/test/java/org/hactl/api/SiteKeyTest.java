package org.hactl.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.hactl.host.HostJson;
import org.junit.jupiter.api.Test;

class SiteKeyTest {
  private static final SiteKey KEY = SiteKey.of(5, new byte[SiteKey.BYTES]);

  @Test
  void noTextShowsTheValue() {
    assertThat(KEY.toString() + new Request.HoldKey(KEY) + new Reply.KeyOfSite(KEY.id(), 5, KEY))
        .doesNotContain(KEY.value());
    assertThat(KEY.id()).hasSize(16);
  }

  @Test
  void theAgentGetsTheValue() throws Exception {
    Protocol protocol = new Protocol(HostJson.mapper(List.of()));
    String line = protocol.write(new Request.HoldKey(KEY));
    assertThat(protocol.readRequest(line)).isEqualTo(new Request.HoldKey(KEY));
  }

  @Test
  void anythingElseIsRefusedWithoutItsValue() {
    for (String bad : List.of("", "secret!", "c2hvcnQ=")) {
      assertThatThrownBy(() -> new SiteKey(5, bad))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a key of a site is not 32 bytes");
      assertThatThrownBy(() ->
              new Protocol(HostJson.mapper(List.of()))
                  .readRequest(
                      "{\"type\":\"hold-key\",\"key\":{\"madeAtMillis\":1,\"value\":\"%s\"}}"
                          .formatted(bad)))
          .isInstanceOf(ProtocolException.class)
          .satisfies(e -> assertThat(bad.isEmpty() || !e.toString().contains(bad)).isTrue());
    }
  }
}

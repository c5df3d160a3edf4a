package org.hactl.agent.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SyncMessageTest {
  @Test
  void readsTheHeader() {
    assertThat(SyncMessage.read(bytes("00 33 00 0c 02 01 0000 01020304")))
        .contains(new SyncMessage(51, 2));
    assertThat(SyncMessage.read(bytes("00 ff 00 08 ff 01 0000")))
        .contains(new SyncMessage(255, 255));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00 33 00 08 02 01 00", // cut off
        "02 33 00 08 02 01 0000", // version 0 begins with the number of connections
        "00 33 00 08 02 02 0000", // a version that does not exist
        "00 33 00 40 02 01 0000" // says that it is longer
      })
  void anythingElseIsNoMessage(String hex) {
    assertThat(SyncMessage.read(bytes(hex))).isEmpty();
  }

  private static ByteBuffer bytes(String hex) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", "")));
  }
}

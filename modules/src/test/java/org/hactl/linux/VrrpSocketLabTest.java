package org.hactl.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Needs CAP_NET_RAW; sends nothing. */
@Tag("lab")
class VrrpSocketLabTest {
  private static final int UNASSIGNED_PROTOCOL = 253;
  private static final int GROUP = 0xe0000012;

  @Test
  void readsNothingWhereNothingWaits() throws IOException {
    try (LinkProbe probe = LinkProbe.open()) {
      int index = Objects.requireNonNull(probe.look("lo", address -> false)).index();
      try (VrrpSocket socket = VrrpSocket.open("lo", index, UNASSIGNED_PROTOCOL, GROUP)) {
        assertThat(socket.receive(ByteBuffer.allocateDirect(100))).isFalse();
      }
    }
  }

  @Test
  void saysWhatTheKernelAnswered() {
    assertThatThrownBy(() -> VrrpSocket.open("hactl-no-such", 9999, UNASSIGNED_PROTOCOL, GROUP))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "cannot open a raw socket for IP protocol 253 on hactl-no-such: No such device"
                + " (errno 19)");
  }
}

package org.hactl.agent.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.hactl.linux.net.TransportProtocol;
import org.junit.jupiter.api.Test;

class ListeningSocketsTest {
  private static final String TCP =
      """
        sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
         0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1
         1: FE00A8C0:0050 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 2 1
         2: 0100007F:0050 0100007F:9C40 01 00000000:00000000 00:00000000 00000000     0        0 3 1
         3: 00000000:0050 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4 1
      """;
  private static final String TCP6 =
      """
         0: 00000000000000000000000000000000:0050 00000000000000000000000000000000:0000 0A 0 0 0 0
         1: B80D0120000000000000000001000000:0050 00000000000000000000000000000000:0000 0A 0 0 0 0
      """;

  @Test
  void readsTheAddressesAtOnePort() {
    assertThat(ListeningSockets.parse(TCP.lines(), "0A", 80))
        .containsExactly("192.168.0.254", "0.0.0.0");
    assertThat(ListeningSockets.parse(TCP.lines(), "0A", 8080)).containsExactly("127.0.0.1");
    assertThat(ListeningSockets.parse(TCP.lines(), "0A", 81)).isEmpty();
    assertThat(ListeningSockets.parse(TCP6.lines(), "0A", 80)).containsExactly("::", "2001:db8::1");
  }

  @Test
  void findsASocketOfThisProcess() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      assertThat(ListeningSockets.at(TransportProtocol.TCP, socket.getLocalPort()))
          .containsAnyOf("127.0.0.1", "::ffff:127.0.0.1");
    }
  }
}

package org.hactl.linux.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.InetAddresses;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The loopback interface answers. A raw socket needs root. */
@Tag("lab")
class EchoSocketLabTest {
  @ParameterizedTest
  @CsvSource({"INET, 127.0.0.1", "INET6, ::1"})
  void theReplyReturnsTheToken(Family family, String address) throws Exception {
    LinkedBlockingQueue<Long> replies = new LinkedBlockingQueue<>();
    try (EchoSocket socket = EchoSocket.open(family, Egress.BY_ROUTE, replies::add)) {
      socket.send(InetAddresses.parse(address), 1, 0x123456789abcdef0L);
      assertThat(replies.poll(20, TimeUnit.SECONDS)).isEqualTo(0x123456789abcdef0L);
    }
  }
}

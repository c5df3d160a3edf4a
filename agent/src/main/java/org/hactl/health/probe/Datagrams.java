package org.hactl.health.probe;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import org.hactl.health.wire.Deadline;
import org.hactl.linux.socket.UdpCall;

/**
 * Sends datagrams to one address for each try, and turns what goes wrong into the result of the
 * try. The socket is connected, so that it hears of ICMP errors and takes datagrams of that address
 * alone.
 */
record Datagrams(Sockets sockets) {
  /** What a checker does with the socket. */
  @FunctionalInterface
  interface Talk {
    /**
     * Sends and receives.
     *
     * @throws SocketTimeoutException if no answer has come by the deadline
     */
    CheckResult with(Exchange exchange) throws IOException;
  }

  /** One socket of one try. */
  static final class Exchange {
    private final UdpCall socket;
    private final Deadline deadline;

    private Exchange(UdpCall socket, Deadline deadline) {
      this.socket = socket;
      this.deadline = deadline;
    }

    void send(byte[] bytes) throws IOException {
      socket.send(bytes);
    }

    /**
     * The next datagram.
     *
     * @throws SocketTimeoutException if none has come by the deadline
     */
    byte[] receive() throws IOException {
      return socket.receive(deadline.remainingMillis());
    }
  }

  CheckResult exchange(Deadline deadline, Talk talk) {
    try (UdpCall socket = sockets.udp()) {
      return talk.with(new Exchange(socket, deadline));
    } catch (SocketTimeoutException _) {
      return CheckResult.failure("no answer in time");
    } catch (ConnectException _) {
      return CheckResult.failure("the port is closed (ICMP port unreachable)");
    } catch (IOException e) {
      return CheckResult.broken("datagram", e);
    }
  }
}

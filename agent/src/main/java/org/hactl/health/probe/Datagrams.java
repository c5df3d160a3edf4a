package org.hactl.health.probe;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import org.hactl.health.wire.Deadline;
import org.jspecify.annotations.Nullable;

/**
 * Sends datagrams to one address for each try, and turns what goes wrong into the result of the
 * try. The socket is connected, so that it hears of ICMP errors and takes datagrams of that address
 * alone.
 */
record Datagrams(InetSocketAddress address, @Nullable InetAddress source) {
  private static final int MAX_BYTES = 65_535;

  Datagrams(Aim aim) {
    this(aim.address(), aim.source());
  }

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
    private final DatagramSocket socket;
    private final Deadline deadline;

    private Exchange(DatagramSocket socket, Deadline deadline) {
      this.socket = socket;
      this.deadline = deadline;
    }

    void send(byte[] bytes) throws IOException {
      socket.send(new DatagramPacket(bytes, bytes.length));
    }

    /**
     * The next datagram.
     *
     * @throws SocketTimeoutException if none has come by the deadline
     */
    byte[] receive() throws IOException {
      socket.setSoTimeout(deadline.remainingMillis());
      DatagramPacket packet = new DatagramPacket(new byte[MAX_BYTES], MAX_BYTES);
      socket.receive(packet);
      return Arrays.copyOf(packet.getData(), packet.getLength());
    }
  }

  CheckResult exchange(Deadline deadline, Talk talk) {
    try (DatagramSocket socket = new DatagramSocket(null)) {
      if (source != null) {
        socket.bind(new InetSocketAddress(source, 0));
      }
      socket.connect(address);
      return talk.with(new Exchange(socket, deadline));
    } catch (SocketTimeoutException _) {
      return CheckResult.failure("no answer in time");
    } catch (PortUnreachableException _) {
      return CheckResult.failure("the port is closed (ICMP port unreachable)");
    } catch (IOException e) {
      return CheckResult.broken("datagram", e);
    }
  }
}

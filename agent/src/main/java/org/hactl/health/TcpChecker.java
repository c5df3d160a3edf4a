package org.hactl.health;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** Checks that a connection can be opened, and closes it at once. */
record TcpChecker(InetSocketAddress address, SocketSource sockets) implements Checker {
  TcpChecker(InetSocketAddress address) {
    this(address, Socket::new);
  }

  @Override
  public CheckResult check(Deadline deadline) {
    try (Socket socket = sockets.open()) {
      socket.connect(address, deadline.remainingMillis());
      return CheckResult.success("connected");
    } catch (SocketTimeoutException _) {
      return CheckResult.failure("connect: no answer in time");
    } catch (IOException e) {
      return CheckResult.broken("connect", e);
    }
  }
}

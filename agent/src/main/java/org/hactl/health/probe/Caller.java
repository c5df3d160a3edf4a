package org.hactl.health.probe;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.hactl.health.tls.TlsFileException;
import org.hactl.health.wire.Deadline;
import org.hactl.health.wire.MalformedAnswer;

/** Opens a connection for each try, and turns what goes wrong into the result of the try. */
record Caller(InetSocketAddress address, SocketSource sockets) {
  Caller(Sockets sockets) {
    this(sockets.aim().address(), sockets::tcp);
  }

  /** What a checker does with a connection. */
  @FunctionalInterface
  interface Talk {
    /**
     * Talks with the server.
     *
     * @throws IOException with what the system said; the result names the step that the call was at
     */
    CheckResult with(Call call) throws IOException, MalformedAnswer;
  }

  CheckResult call(Deadline deadline, Talk talk) {
    String step = "connect";
    try (Socket socket = sockets.open()) {
      Call call = new Call(socket, deadline);
      try {
        socket.connect(address, deadline.remainingMillis());
        return talk.with(call);
      } finally {
        step = call.step();
      }
    } catch (SocketTimeoutException _) {
      return CheckResult.failure(step + ": no answer in time");
    } catch (TlsFileException e) {
      return CheckResult.notTried(step + ": " + e.getMessage());
    } catch (IOException e) {
      return CheckResult.broken(step, e);
    } catch (MalformedAnswer e) {
      return CheckResult.failure(step + ": " + e.getMessage());
    }
  }
}

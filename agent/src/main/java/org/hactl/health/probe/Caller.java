package org.hactl.health.probe;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.hactl.health.tls.Expiry;
import org.hactl.health.tls.TlsClient;
import org.hactl.health.tls.TlsFileException;
import org.hactl.health.wire.Deadline;
import org.hactl.health.wire.MalformedAnswer;
import org.jspecify.annotations.Nullable;

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

  /**
   * Talks over a connection, within TLS that is opened first and ended last.
   *
   * @param tls null for clear text
   */
  CheckResult call(Deadline deadline, @Nullable TlsClient tls, Talk talk) {
    return call(
        deadline,
        call -> {
          if (tls != null) {
            call.secure(tls);
          }
          CheckResult result = talk.with(call);
          call.endTls();
          return result;
        });
  }

  CheckResult call(Deadline deadline, Talk talk) {
    String step = "connect";
    Expiry expiry = null;
    CheckResult result;
    try (Socket socket = sockets.open()) {
      Call call = new Call(socket, deadline);
      try {
        socket.connect(address, deadline.remainingMillis());
        result = talk.with(call);
      } finally {
        step = call.step();
        expiry = call.expiry();
      }
    } catch (SocketTimeoutException _) {
      result = CheckResult.failure(step + ": no answer in time");
    } catch (TlsFileException e) {
      result = CheckResult.notTried(step + ": " + e.getMessage());
    } catch (IOException e) {
      result = CheckResult.broken(step, e);
    } catch (MalformedAnswer e) {
      result = CheckResult.failure(step + ": " + e.getMessage());
    }
    return result.with(expiry);
  }
}

package org.hactl.health;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import org.hactl.host.CheckSpec;

/**
 * Checks that a GET is answered with an expected status and, if configured, a body that contains a
 * text. Each try opens one connection, follows no redirects, reads no more than it needs, and reads
 * at most {@value #MAX_BODY} bytes of a body.
 */
final class HttpChecker implements Checker {
  static final int MAX_BODY = 256 * 1024;

  private final InetSocketAddress address;
  private final SocketSource sockets;
  private final CheckSpec.Http spec;
  private final byte[] request;

  HttpChecker(InetSocketAddress address, CheckSpec.Http spec, String hostHeader) {
    this(address, spec, hostHeader, Socket::new);
  }

  HttpChecker(
      InetSocketAddress address, CheckSpec.Http spec, String hostHeader, SocketSource sockets) {
    this.address = address;
    this.sockets = sockets;
    this.spec = spec;
    this.request =
        """
        GET %s HTTP/1.1\r
        Host: %s\r
        User-Agent: hactl\r
        Accept: */*\r
        Connection: close\r
        \r
        """
            .formatted(oneWord(spec.path()), oneWord(hostHeader))
            .getBytes(StandardCharsets.UTF_8);
  }

  /** Removes spaces and control characters, so that the text cannot end its line of the request. */
  private static String oneWord(String text) {
    return text.replaceAll("[\\x00-\\x20\\x7f]", "");
  }

  @Override
  public CheckResult check(Deadline deadline) {
    String step = "connect";
    try (Socket socket = sockets.open()) {
      socket.connect(address, deadline.remainingMillis());
      step = "request";
      socket.getOutputStream().write(request);
      step = "status";
      HttpAnswer answer = HttpAnswer.read(new TimedInput(socket, deadline));
      if (!spec.status().contains(answer.status())) {
        return CheckResult.failure("HTTP status " + answer.status() + ", wanted " + wantedStatus());
      }
      if (spec.bodyContains() != null) {
        step = "body";
        return body(answer, spec.bodyContains());
      }
      return CheckResult.success("HTTP status " + answer.status());
    } catch (SocketTimeoutException _) {
      return CheckResult.failure(step + ": no answer in time");
    } catch (IOException e) {
      return CheckResult.broken(step, e);
    } catch (MalformedAnswer e) {
      return CheckResult.failure(step + ": " + e.getMessage());
    }
  }

  private String wantedStatus() {
    return String.join(" or ", spec.status().stream().map(String::valueOf).toList());
  }

  private static CheckResult body(HttpAnswer answer, String wanted)
      throws IOException, MalformedAnswer {
    answer.readHeaders();
    // One byte per character, so that a text that is split between two reads is found, too.
    String needle =
        new String(wanted.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    StringBuilder window = new StringBuilder();
    int size = 0;
    while (size < MAX_BODY) {
      byte[] some = answer.readBody();
      int count = Math.min(some.length, MAX_BODY - size);
      window.append(new String(some, 0, count, StandardCharsets.ISO_8859_1));
      size += count;
      if (window.indexOf(needle) >= 0) {
        return CheckResult.success("HTTP status " + answer.status() + ", body as wanted");
      }
      if (count == 0) {
        return CheckResult.failure("body of " + size + " bytes lacks the wanted text");
      }
      window.delete(0, Math.max(0, window.length() - needle.length() + 1));
    }
    return CheckResult.failure("the first " + MAX_BODY + " bytes of the body lack the wanted text");
  }
}

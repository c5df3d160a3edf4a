package org.hactl.agent.serve;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request and its answer (RFC 9112), after which the connection is closed. A client has a few
 * seconds for all of it.
 */
final class MetricsConnection {
  private static final Logger log = LoggerFactory.getLogger(MetricsConnection.class);
  private static final int MAX_HEAD_BYTES = 8 * 1024;

  private final Socket socket;
  private final CachedPage page;
  private final Duration limit;

  /**
   * @param limit for the request and the answer together
   */
  MetricsConnection(Socket socket, CachedPage page, Duration limit) {
    this.socket = socket;
    this.page = page;
    this.limit = limit;
  }

  void serve() {
    Thread watchdog = Thread.ofVirtual().name("metrics-watchdog").start(this::closeLater);
    try (socket) {
      answer(requestLine(socket.getInputStream()));
      socket.shutdownOutput();
    } catch (IOException e) {
      log.atDebug().addKeyValue("error", e.getMessage()).log("a scrape of the metrics ended early");
    } catch (RuntimeException | OutOfMemoryError e) {
      log.atError().setCause(e).log("a scrape of the metrics failed");
    } finally {
      watchdog.interrupt();
    }
  }

  private void closeLater() {
    try {
      Thread.sleep(limit);
      socket.close();
    } catch (InterruptedException e) {
      // The connection is closed already.
    } catch (IOException e) {
      log.atDebug().addKeyValue("error", e.getMessage()).log("cannot close a connection");
    }
  }

  /** Reads the whole head of a request, and returns its first line. */
  private static String requestLine(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    byte[] chunk = new byte[1024];
    while (head.indexOf("\r\n\r\n") < 0 && head.indexOf("\n\n") < 0) {
      int read = in.read(chunk);
      if (read < 0 || head.length() > MAX_HEAD_BYTES) {
        throw new IOException("no request");
      }
      head.append(new String(chunk, 0, read, StandardCharsets.ISO_8859_1));
    }
    return head.toString().lines().findFirst().orElse("");
  }

  private void answer(String requestLine) throws IOException {
    String[] words = requestLine.split(" ", -1);
    String path = words.length == 3 ? words[1].replaceFirst("\\?.*", "") : "";
    if (path.isEmpty()) {
      send("400 Bad Request", "text/plain", "not HTTP\n");
    } else if (!path.equals("/metrics")) {
      send("404 Not Found", "text/plain", "metrics are at /metrics\n");
    } else if (!words[0].equals("GET")) {
      send("405 Method Not Allowed", "text/plain", "only GET\n");
    } else {
      send("200 OK", page.contentType(), page.content());
    }
  }

  private void send(String status, String type, String text) throws IOException {
    send(status, type, text.getBytes(StandardCharsets.UTF_8));
  }

  private void send(String status, String type, byte[] body) throws IOException {
    String head =
        "HTTP/1.1 %s\r\nContent-Type: %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
            .formatted(status, type, body.length);
    ByteArrayOutputStream whole = new ByteArrayOutputStream(head.length() + body.length);
    whole.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
    whole.writeBytes(body);
    whole.writeTo(socket.getOutputStream());
  }
}

package org.hactl.agent.serve;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.hactl.host.MetricsPolicy;
import org.hactl.linux.net.InetAddresses;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers Prometheus at {@code /metrics}, on the port that the site names; on none otherwise. */
public final class MetricsServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(MetricsServer.class);
  private static final int BACKLOG = 8;
  private static final int MAX_CONCURRENT_SCRAPES = 2;

  static {
    // The server has no limits of its own; these are seconds, and read when its classes load.
    System.setProperty("sun.net.httpserver.maxReqTime", "10");
    System.setProperty("sun.net.httpserver.maxRspTime", "10");
    System.setProperty("sun.net.httpserver.idleInterval", "60");
    System.setProperty("jdk.httpserver.maxConnections", "32");
  }

  private final Page page;
  private final Semaphore slots = new Semaphore(MAX_CONCURRENT_SCRAPES);
  private @Nullable HttpServer server;
  private @Nullable MetricsPolicy policy;
  private final ServingError error;

  /** What is served. */
  public interface Page {
    String contentType();

    void write(OutputStream out) throws IOException;
  }

  public MetricsServer(Page page, ServingError error) {
    this.page = page;
    this.error = error;
  }

  /**
   * Listens where the policy says, or nowhere. Called again and again: a port that could not be
   * opened is tried again.
   */
  public synchronized void follow(@Nullable MetricsPolicy wanted) {
    if (Objects.equals(wanted, policy) && (wanted == null || server != null)) {
      return;
    }
    if (!Objects.equals(wanted, policy)) {
      close();
      error.clear();
    }
    policy = wanted;
    if (wanted != null) {
      start(wanted);
    }
  }

  private void start(MetricsPolicy wanted) {
    try {
      HttpServer started =
          HttpServer.create(
              new InetSocketAddress(InetAddresses.parse(wanted.address()), wanted.port()), BACKLOG);
      started.createContext("/", this::answer);
      started.setExecutor(
          Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("metrics-", 0).factory()));
      started.start();
      server = started;
      error.clear();
      log.atInfo().addKeyValue("listen", wanted).log("metrics are served");
    } catch (IOException e) {
      String text =
          "cannot serve metrics on " + wanted + ": " + e.getMessage() + "; it is tried again";
      if (error.set(text)) {
        log.atError().addKeyValue("error", text).log("metrics are not served");
      }
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!exchange.getRequestURI().getPath().equals("/metrics")) {
        send(exchange, 404, "text/plain", "metrics are at /metrics\n");
      } else if (!exchange.getRequestMethod().equals("GET")) {
        send(exchange, 405, "text/plain", "only GET\n");
      } else if (!slots.tryAcquire()) {
        send(exchange, 503, "text/plain", "busy with another scrape\n");
      } else {
        try {
          ByteArrayOutputStream body = new ByteArrayOutputStream();
          page.write(body);
          send(exchange, 200, page.contentType(), body.toByteArray());
        } finally {
          slots.release();
        }
      }
    } catch (RuntimeException e) {
      log.atError().setCause(e).log("a scrape of the metrics failed because of a bug in hactl");
      throw e;
    }
  }

  private static void send(HttpExchange exchange, int code, String type, String text)
      throws IOException {
    send(exchange, code, type, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, int code, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(code, body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public synchronized void close() {
    if (server != null) {
      server.stop(0);
      server = null;
    }
  }
}

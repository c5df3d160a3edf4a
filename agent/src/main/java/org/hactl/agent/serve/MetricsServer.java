package org.hactl.agent.serve;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.hactl.agent.status.MetricsPage;
import org.hactl.api.HostStatus;
import org.hactl.host.MetricsPolicy;
import org.hactl.linux.net.InetAddresses;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers Prometheus at {@code /metrics}, on the port that the site names; on none otherwise. */
public final class MetricsServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(MetricsServer.class);
  private static final int BACKLOG = 8;
  private static final int MOST_AT_A_TIME = 2;

  static {
    // The server has no limits of its own; these are seconds, and read when its classes load.
    System.setProperty("sun.net.httpserver.maxReqTime", "10");
    System.setProperty("sun.net.httpserver.maxRspTime", "10");
    System.setProperty("sun.net.httpserver.idleInterval", "60");
    System.setProperty("jdk.httpserver.maxConnections", "32");
  }

  private final Supplier<HostStatus> status;
  private final Semaphore slots = new Semaphore(MOST_AT_A_TIME);
  private @Nullable HttpServer server;
  private @Nullable MetricsPolicy policy;
  private String error = "";

  public MetricsServer(Supplier<HostStatus> status) {
    this.status = status;
  }

  /**
   * Listens where the policy says, or nowhere. To be called every now and then: where it could not
   * be done, it is tried again.
   */
  public synchronized void follow(@Nullable MetricsPolicy wanted) {
    if (Objects.equals(wanted, policy) && (wanted == null || server != null)) {
      return;
    }
    if (!Objects.equals(wanted, policy)) {
      close();
      error = "";
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
      error = "";
      log.atInfo().addKeyValue("listen", wanted).log("metrics are served");
    } catch (IOException e) {
      String before = error;
      error = "cannot serve metrics on " + wanted + ": " + e.getMessage() + "; it is tried again";
      if (!error.equals(before)) {
        log.atError().addKeyValue("error", error).log("no metrics");
      }
    }
  }

  /** Why it does not listen where it shall; empty where it does. */
  public synchronized String error() {
    return error;
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
          ByteArrayOutputStream page = new ByteArrayOutputStream();
          MetricsPage.write(status.get(), page);
          send(exchange, 200, MetricsPage.CONTENT_TYPE, page.toByteArray());
        } finally {
          slots.release();
        }
      }
    } catch (RuntimeException e) {
      log.atError().setCause(e).log("a scrape broke off");
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

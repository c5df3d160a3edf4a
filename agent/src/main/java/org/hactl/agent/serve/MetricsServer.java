package org.hactl.agent.serve;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Objects;
import org.hactl.host.MetricsPolicy;
import org.hactl.linux.net.InetAddresses;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves metrics to Prometheus at {@code /metrics}, on the port that the site names. Without a port
 * in the site, it does not listen.
 */
public final class MetricsServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(MetricsServer.class);
  private static final int BACKLOG = 64;
  private static final int CONNECTIONS_PER_SOURCE = 8;
  private static final int CONNECTIONS = 64;
  private static final Duration CONNECTION_LIMIT = Duration.ofSeconds(10);
  private static final Duration ACCEPT_AGAIN = Duration.ofSeconds(1);

  private final CachedPage page;
  private final SourceLimit limit = new SourceLimit(CONNECTIONS_PER_SOURCE, CONNECTIONS);
  private @Nullable ServerSocket server;
  private @Nullable Thread acceptor;
  private @Nullable MetricsPolicy policy;
  private final ServingError error;

  /** The page that the server serves. */
  public interface Page {
    String contentType();

    void write(OutputStream out) throws IOException;
  }

  public MetricsServer(Page page, ServingError error) {
    this.page = new CachedPage(page, System::nanoTime);
    this.error = error;
  }

  /**
   * Listens where the policy says; does not listen if the policy is null. The agent calls this
   * repeatedly, and each call tries again to open a port that could not be opened before.
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
      ServerSocket started = new ServerSocket();
      try {
        started.bind(
            new InetSocketAddress(InetAddresses.parse(wanted.address()), wanted.port()), BACKLOG);
      } catch (IOException e) {
        started.close();
        throw e;
      }
      acceptor = Thread.ofVirtual().name("metrics-accept").start(() -> accept(started));
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

  private void accept(ServerSocket listening) {
    while (!listening.isClosed()) {
      try {
        Socket peer = listening.accept();
        if (limit.enter(peer.getInetAddress())) {
          Thread.ofVirtual().name("metrics").start(() -> serve(peer));
        } else {
          peer.close();
        }
      } catch (IOException e) {
        if (!listening.isClosed()) {
          log.atError().addKeyValue("error", e.getMessage()).log("cannot accept a scrape");
          pause();
        }
      }
    }
  }

  private void serve(Socket peer) {
    try {
      new MetricsConnection(peer, page, CONNECTION_LIMIT).serve();
    } finally {
      limit.leave(peer.getInetAddress());
    }
  }

  private static void pause() {
    try {
      Thread.sleep(ACCEPT_AGAIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Waits until the thread that accepts connections has ended, because only then the port is free.
   */
  private void awaitAcceptor() {
    try {
      if (acceptor != null) {
        var _ = acceptor.join(ACCEPT_AGAIN);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public synchronized void close() {
    if (server != null) {
      try {
        server.close();
      } catch (IOException e) {
        log.atWarn().addKeyValue("error", e.getMessage()).log("cannot close the metrics' port");
      }
      awaitAcceptor();
      server = null;
    }
  }
}

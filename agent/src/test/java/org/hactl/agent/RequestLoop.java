package org.hactl.agent;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.hactl.linux.libc.Threads;
import org.hactl.vrrp.interop.LabNetwork;

/** Connects to a VIP 25 times a second, each time anew, and counts the requests without answer. */
final class RequestLoop implements AutoCloseable {
  private static final int PORT = 8080;
  private static final int TIMEOUT_MILLIS = 800;
  private static final long INTERVAL_NANOS = 40_000_000;
  private static final int PER_SECOND = 25;
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final AtomicInteger sent = new AtomicInteger();
  private final AtomicInteger lost = new AtomicInteger();
  private final AtomicBoolean ended = new AtomicBoolean();
  private final Thread thread;

  private RequestLoop(String vip) {
    this.thread = new Thread(() -> run(vip), "requests");
  }

  static RequestLoop start(String namespace, String vip) {
    return LabNetwork.inside(
        namespace,
        () -> {
          // A thread that is started inside the namespace stays there.
          RequestLoop loop = new RequestLoop(vip);
          loop.thread.start();
          return loop;
        });
  }

  /** Answers requests in a namespace until the socket is closed. */
  static ServerSocket serve(String namespace) {
    return LabNetwork.inside(
        namespace,
        () -> {
          ServerSocket server = new ServerSocket();
          server.setReuseAddress(true);
          server.bind(new InetSocketAddress("0.0.0.0", PORT), 100);
          Thread.ofPlatform().daemon().start(() -> answer(server));
          return server;
        });
  }

  private static void answer(ServerSocket server) {
    while (!server.isClosed()) {
      try (Socket client = server.accept()) {
        client.getOutputStream().write('1');
      } catch (IOException e) {
        // The client has gone, or the test is over.
      }
    }
  }

  private void run(String vip) {
    List<Thread> requests = new ArrayList<>();
    while (!ended.get()) {
      sent.incrementAndGet();
      // A request that gets no answer must not delay the next one.
      requests.add(Thread.ofPlatform().start(() -> request(vip)));
      LockSupport.parkNanos(INTERVAL_NANOS);
    }
    requests.forEach(Threads::join);
  }

  private void request(String vip) {
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.connect(new InetSocketAddress(vip, PORT), TIMEOUT_MILLIS);
      if (socket.getInputStream().read() != '1') {
        lost.incrementAndGet();
      }
    } catch (IOException e) {
      lost.incrementAndGet();
    }
  }

  /** Waits until so many more requests were sent. */
  void awaitMore(int requests) {
    int before = sent();
    await().atMost(PATIENCE).until(() -> sent() > before + requests);
  }

  /** Waits until the requests of so many seconds more were sent. */
  void awaitSeconds(int seconds) {
    awaitMore(seconds * PER_SECOND);
  }

  int sent() {
    return sent.get();
  }

  int lost() {
    return lost.get();
  }

  @Override
  public void close() throws InterruptedException {
    ended.set(true);
    thread.join();
  }
}

package org.hactl.linux.socket;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.hactl.linux.libc.EventPoll;

/**
 * Lets any number of virtual threads wait for sockets, each for one of its own: one platform thread
 * waits for all of them. It begins with the first wait.
 */
final class SocketWait {
  private final EventPoll poll = EventPoll.open();
  private final Map<Integer, CountDownLatch> waiting = new ConcurrentHashMap<>();

  private SocketWait() {}

  private static final class Shared {
    static final SocketWait ONE = start();

    private Shared() {}

    private static SocketWait start() {
      SocketWait wait = new SocketWait();
      Thread.ofPlatform().name("socket-wait").daemon(true).start(wait::run);
      return wait;
    }
  }

  private void run() {
    while (true) {
      poll.await(this::ready);
    }
  }

  private void ready(int fd) {
    CountDownLatch latch = waiting.get(fd);
    if (latch != null) {
      latch.countDown();
    }
  }

  /**
   * Waits until a socket can be read or written, or has an error.
   *
   * @param timeoutMillis 0 for no limit
   * @return false if the time was up first
   */
  static boolean await(int fd, boolean toWrite, int timeoutMillis) throws InterruptedException {
    return Shared.ONE.awaitOne(fd, toWrite, timeoutMillis);
  }

  private boolean awaitOne(int fd, boolean toWrite, int timeoutMillis) throws InterruptedException {
    CountDownLatch latch = new CountDownLatch(1);
    waiting.put(fd, latch);
    poll.addOnce(fd, toWrite);
    try {
      if (timeoutMillis == 0) {
        latch.await();
        return true;
      }
      return latch.await(timeoutMillis, TimeUnit.MILLISECONDS);
    } finally {
      poll.remove(fd);
      waiting.remove(fd);
    }
  }
}

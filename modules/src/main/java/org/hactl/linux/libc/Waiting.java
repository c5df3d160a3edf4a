package org.hactl.linux.libc;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.IntConsumer;
import org.hactl.linux.kernel.LinuxException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A daemon thread that waits for one descriptor to have something to read, and owns it: closes it
 * at its end.
 */
public final class Waiting implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Waiting.class);
  private static final short POLLIN = 1;
  private static final int POLLFD_BYTES = 8;
  private static final int NO_TIMEOUT = -1;

  private final int fd;
  private final IntConsumer readable;
  private final WakeUp wakeUp = new WakeUp();
  private final Thread thread;

  private Waiting(String name, int fd, IntConsumer readable) {
    this.fd = fd;
    this.readable = readable;
    this.thread = new Thread(this::run, name);
    this.thread.setDaemon(true);
  }

  /**
   * @param readable reads from the descriptor; the first exception of the kernel ends the thread
   */
  public static Waiting start(String name, int fd, IntConsumer readable) {
    Waiting waiting = new Waiting(name, fd, readable);
    waiting.thread.start();
    return waiting;
  }

  public int fd() {
    return fd;
  }

  private void run() {
    ByteBuffer poll = ByteBuffer.allocate(2 * POLLFD_BYTES).order(ByteOrder.nativeOrder());
    for (int each : new int[] {fd, wakeUp.fd()}) {
      poll.putInt(each).putShort(POLLIN).putShort((short) 0);
    }
    try {
      while (true) {
        SystemCall.run("wait for", thread.getName(), () -> LibC.poll(poll.array(), 2, NO_TIMEOUT));
        if (poll.getShort(POLLFD_BYTES + 6) != 0) {
          return;
        }
        readable.accept(fd);
      }
    } catch (LinuxException e) {
      LOG.error("thread={} has stopped; it tells nothing any more", thread.getName(), e);
    } finally {
      SystemCall.close(fd);
      wakeUp.close();
    }
  }

  /** Stops the thread and waits for it, unless it is this one. */
  @Override
  public void close() {
    wakeUp.wake(thread.getName());
    if (Thread.currentThread() != thread) {
      Threads.join(thread);
    }
  }
}

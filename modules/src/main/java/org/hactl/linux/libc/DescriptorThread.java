package org.hactl.linux.libc;

import java.util.function.IntConsumer;
import org.hactl.linux.kernel.LinuxException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A daemon thread that reads from one descriptor whenever the descriptor is readable. The thread
 * owns the descriptor and closes it when the thread ends.
 */
public final class DescriptorThread implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DescriptorThread.class);

  private final int fd;
  private final IntConsumer reader;
  private final EventPoll poll;
  private final Thread thread;
  private volatile boolean stopping;

  private DescriptorThread(String name, int fd, IntConsumer reader) {
    this.fd = fd;
    this.reader = reader;
    this.poll = EventPoll.open();
    this.thread = Thread.ofPlatform().name(name).daemon(true).unstarted(this::run);
  }

  /**
   * Starts the thread.
   *
   * @param reader reads from the descriptor; a {@link LinuxException} ends the thread
   */
  public static DescriptorThread start(String name, int fd, IntConsumer reader) {
    DescriptorThread started = new DescriptorThread(name, fd, reader);
    started.thread.start();
    return started;
  }

  public int fd() {
    return fd;
  }

  private void run() {
    try {
      poll.add(fd);
      while (!stopping) {
        poll.await(reader);
      }
    } catch (LinuxException e) {
      LOG.error("thread={} stopped and reports no more events", thread.getName(), e);
    } finally {
      SystemCall.close(fd);
      poll.close();
    }
  }

  /** Stops the thread; waits for its end, unless the thread itself calls this. */
  @Override
  public void close() {
    stopping = true;
    poll.wake();
    if (Thread.currentThread() != thread) {
      Threads.join(thread);
    }
  }
}

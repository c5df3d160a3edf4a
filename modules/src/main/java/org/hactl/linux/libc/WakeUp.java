package org.hactl.linux.libc;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** What a thread that waits for descriptors waits for as well: that somebody wakes it. */
public final class WakeUp implements AutoCloseable {
  private static final int EFD_CLOEXEC = 0x80000;

  private final int fd =
      (int) SystemCall.run("open", "eventfd", () -> LibC.eventfd(0, EFD_CLOEXEC));
  private boolean closed;

  /** To be waited for. */
  public int fd() {
    return fd;
  }

  /** Gives it something to read, unless it is closed. From any thread. */
  public synchronized void wake(String thread) {
    if (!closed) {
      byte[] one = ByteBuffer.allocate(8).order(ByteOrder.nativeOrder()).putLong(1).array();
      SystemCall.run("wake", thread, () -> LibC.write(fd, one, one.length));
    }
  }

  /** From here on the descriptor may belong to somebody else. */
  @Override
  public synchronized void close() {
    closed = true;
    SystemCall.close(fd);
  }
}

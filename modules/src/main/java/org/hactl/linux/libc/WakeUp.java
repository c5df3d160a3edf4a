package org.hactl.linux.libc;

import com.sun.jna.LastErrorException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A descriptor that one thread waits for and any other thread can make readable (eventfd(2)). */
final class WakeUp implements AutoCloseable {
  private static final int EFD_CLOEXEC = 0x80000;
  private static final int EFD_NONBLOCK = 0x800;

  private final int fd =
      SystemCall.runInt("open", "an eventfd", () -> LibC.eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
  private boolean closed;

  int fd() {
    return fd;
  }

  /** Makes it readable, unless it is closed. From any thread. */
  synchronized void wake() {
    if (closed) {
      return;
    }
    byte[] one = ByteBuffer.allocate(8).order(ByteOrder.nativeOrder()).putLong(1).array();
    try {
      LibC.write(fd, one, one.length);
    } catch (LastErrorException e) {
      // EAGAIN: its counter is at its limit, so it is readable already.
    }
  }

  /** After this another file may have the descriptor's number. */
  @Override
  public synchronized void close() {
    closed = true;
    SystemCall.close(fd);
  }
}

package org.hactl.linux.watch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.libc.LibC;
import org.hactl.linux.libc.SystemCall;

/**
 * One {@code struct inotify_event}, inotify(7).
 *
 * @param watch the watch that it belongs to; -1 for the queue itself
 * @param mask {@code IN_*} bits
 * @param name of the file in a watched folder; empty if the event is about the watched path itself
 */
record InotifyEvent(int watch, int mask, String name) {
  static final int IN_NONBLOCK = 0x800;
  static final int IN_CLOEXEC = 0x80000;
  static final int IN_Q_OVERFLOW = 0x4000;
  static final int IN_IGNORED = 0x8000;

  private static final int HEADER_BYTES = 16;

  boolean has(int bits) {
    return (mask & bits) != 0;
  }

  /** Opens an inotify instance. */
  static int open() {
    return SystemCall.runInt("open", "inotify", () -> LibC.inotify_init1(IN_NONBLOCK | IN_CLOEXEC));
  }

  /** Reads what has happened, without waiting. */
  static List<InotifyEvent> read(int fd) {
    byte[] buffer = new byte[8 << 10];
    long length;
    try {
      length = SystemCall.run("read", "inotify", () -> LibC.read(fd, buffer, buffer.length));
    } catch (LinuxException e) {
      if (e.errno().equals(Errno.EAGAIN)) {
        return List.of();
      }
      throw e;
    }
    return decode(ByteBuffer.wrap(buffer, 0, (int) length).order(ByteOrder.nativeOrder()));
  }

  /** A truncated last event is left out. */
  static List<InotifyEvent> decode(ByteBuffer buffer) {
    List<InotifyEvent> events = new ArrayList<>();
    while (buffer.remaining() >= HEADER_BYTES) {
      int watch = buffer.getInt();
      int mask = buffer.getInt();
      buffer.getInt();
      byte[] name = new byte[Math.clamp(buffer.getInt(), 0, buffer.remaining())];
      buffer.get(name);
      int length = 0;
      while (length < name.length && name[length] != 0) {
        length++;
      }
      events.add(
          new InotifyEvent(watch, mask, new String(name, 0, length, StandardCharsets.UTF_8)));
    }
    return events;
  }
}

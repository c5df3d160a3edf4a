package org.hactl.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Watches parameters below {@code /proc/sys} for writes, inotify(7). What the kernel changes by
 * itself, or through another interface, is not seen.
 */
final class Inotify implements AutoCloseable {
  private static final int IN_NONBLOCK = 0x800;
  private static final int IN_CLOEXEC = 0x80000;
  private static final int IN_MODIFY = 0x2;
  private static final int IN_Q_OVERFLOW = 0x4000;
  private static final int IN_IGNORED = 0x8000;
  private static final int EVENT_BYTES = 16;

  private final int fd =
      (int) SystemCall.run("open", "inotify", () -> LibC.inotify_init1(IN_NONBLOCK | IN_CLOEXEC));
  private final Map<Integer, SysctlKey> keys = new HashMap<>();
  private final Map<SysctlKey, Integer> watches = new HashMap<>();

  int fd() {
    return fd;
  }

  synchronized void watch(Collection<SysctlKey> wanted) {
    Set<SysctlKey> gone = new HashSet<>(watches.keySet());
    gone.removeAll(Set.copyOf(wanted));
    gone.forEach(this::remove);
    wanted.forEach(this::add);
  }

  /** Adding a watch that is there changes nothing; one whose file came back gets a new number. */
  private void add(SysctlKey key) {
    try {
      int watch =
          (int)
              SystemCall.run(
                  "watch sysctl",
                  key.toString(),
                  () -> LibC.inotify_add_watch(fd, ProcSysctls.ROOT + key.path(), IN_MODIFY));
      Integer previous = watches.put(key, watch);
      if (previous != null && previous != watch) {
        keys.remove(previous);
      }
      keys.put(watch, key);
    } catch (LinuxException e) {
      if (!e.errno().equals(Errno.ENOENT)) {
        throw e;
      }
      remove(key);
    }
  }

  private void remove(SysctlKey key) {
    Integer watch = watches.remove(key);
    if (watch == null) {
      return;
    }
    keys.remove(watch);
    try {
      SystemCall.run("unwatch sysctl", key.toString(), () -> LibC.inotify_rm_watch(fd, watch));
    } catch (LinuxException e) {
      // The file went away with its interface, and the watch with it.
    }
  }

  /** Reads what has happened, without waiting. */
  synchronized List<KernelEvent> read() {
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

  private List<KernelEvent> decode(ByteBuffer buffer) {
    List<KernelEvent> events = new ArrayList<>();
    while (buffer.remaining() >= EVENT_BYTES) {
      int watch = buffer.getInt();
      int mask = buffer.getInt();
      buffer.getInt();
      int nameBytes = buffer.getInt();
      buffer.position(Math.min(buffer.limit(), buffer.position() + nameBytes));
      SysctlKey key = keys.get(watch);
      if ((mask & IN_Q_OVERFLOW) != 0) {
        events.add(new KernelEvent.Resync("the queue of inotify overflowed"));
      } else if (key != null && (mask & IN_IGNORED) != 0) {
        keys.remove(watch);
        watches.remove(key, watch);
      } else if (key != null) {
        events.add(new KernelEvent.SysctlWritten(key));
      }
    }
    return events;
  }

  @Override
  public void close() {
    SystemCall.close(fd);
  }
}

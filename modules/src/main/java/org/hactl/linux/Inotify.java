package org.hactl.linux;

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
  private static final int IN_MODIFY = 0x2;

  private final int fd = InotifyEvent.open();
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
    List<KernelEvent> events = new ArrayList<>();
    for (InotifyEvent event : InotifyEvent.read(fd)) {
      SysctlKey key = keys.get(event.watch());
      if (event.has(InotifyEvent.IN_Q_OVERFLOW)) {
        events.add(new KernelEvent.Resync("the queue of inotify overflowed"));
      } else if (key != null && event.has(InotifyEvent.IN_IGNORED)) {
        keys.remove(event.watch());
        watches.remove(key, event.watch());
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

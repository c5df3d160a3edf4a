package org.hactl.linux.watch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.KernelEvent;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.kernel.SysctlKey;
import org.hactl.linux.libc.LibC;
import org.hactl.linux.libc.SystemCall;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches parameters below {@code /proc/sys} for writes, inotify(7). It does not see a change that
 * the kernel makes by itself, or that a program makes in another way. A parameter that cannot be
 * watched is skipped.
 */
public final class Inotify implements AutoCloseable {
  private static final int IN_MODIFY = 0x2;

  private static final Logger LOG = LoggerFactory.getLogger(Inotify.class);

  private final int fd = InotifyEvent.open();
  private final Map<Integer, SysctlKey> keys = new HashMap<>();
  private final Map<SysctlKey, Integer> watches = new HashMap<>();
  private final Set<SysctlKey> refused = new HashSet<>();

  public int fd() {
    return fd;
  }

  public synchronized void watch(Collection<SysctlKey> wanted) {
    Set<SysctlKey> gone = new HashSet<>(watches.keySet());
    gone.removeAll(Set.copyOf(wanted));
    gone.forEach(this::remove);
    refused.retainAll(Set.copyOf(wanted));
    wanted.forEach(this::add);
  }

  /**
   * Adds a watch. If it exists already, nothing changes; a file that was removed and created again
   * gets a new watch number.
   */
  private void add(SysctlKey key) {
    try {
      int watch =
          SystemCall.runInt(
              "watch sysctl",
              key.toString(),
              () -> LibC.inotify_add_watch(fd, ProcSysctls.ROOT + key.path(), IN_MODIFY));
      Integer previous = watches.put(key, watch);
      if (previous != null && previous != watch) {
        keys.remove(previous);
      }
      keys.put(watch, key);
      refused.remove(key);
    } catch (LinuxException e) {
      remove(key);
      // ENOENT is no error: the parameter appears together with its interface.
      if (!e.errno().equals(Errno.ENOENT) && refused.add(key)) {
        LOG.atWarn()
            .addKeyValue("sysctl", key)
            .addKeyValue("error", String.valueOf(e.getMessage()))
            .log(
                e.errno().equals(Errno.ENOSPC)
                    ? "not watched, only read once a second: this host has no inotify watch"
                        + " left; raise fs.inotify.max_user_watches"
                    : "not watched, only read once a second");
      }
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
      // The kernel removed the file together with its interface, and so the watch.
    }
  }

  /** Reads what has happened, without waiting. */
  public synchronized List<KernelEvent> read() {
    List<KernelEvent> events = new ArrayList<>();
    for (InotifyEvent event : InotifyEvent.read(fd)) {
      SysctlKey key = keys.get(event.watch());
      if (event.has(InotifyEvent.IN_Q_OVERFLOW)) {
        events.add(new KernelEvent.Resync("the inotify queue overflowed"));
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

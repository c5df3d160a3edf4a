package org.hactl.linux.watch;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.libc.DescriptorThread;
import org.hactl.linux.libc.LibC;
import org.hactl.linux.libc.SystemCall;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports when files are written, created, replaced or removed: inotify(7) on their folders and on
 * all folders above, which may be removed and created again.
 *
 * <p>The thread {@code file-watch} starts with the first file.
 */
public final class FileWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FileWatch.class);

  /**
   * The events watched for a file: {@code IN_CLOSE_WRITE, MOVED_FROM, MOVED_TO, CREATE, DELETE}.
   */
  private static final int OF_FILE = 0x8 | 0x40 | 0x80 | 0x100 | 0x200;

  /** The events watched for a folder: the same, without {@code IN_CLOSE_WRITE}. */
  private static final int OF_FOLDER = 0x40 | 0x80 | 0x100 | 0x200;

  private static final int IN_ONLYDIR = 0x0100_0000;
  private static final int IN_MASK_ADD = 0x2000_0000;

  /**
   * For each file, by the number of a folder's watch: the name in that folder that leads to the
   * file.
   */
  private final Map<Watched, Map<Integer, String>> watches = new HashMap<>();

  /** Files for which the kernel refused a watch. */
  private final Set<Watched> broken = new HashSet<>();

  private @Nullable DescriptorThread reader;
  private boolean closed;

  /** A file and its listener. */
  private record Watched(Path file, Runnable changed) {}

  /** The watch of one file. */
  @FunctionalInterface
  public interface Watch extends AutoCloseable {
    /** Whether every existing folder on the path to the file is watched. */
    default boolean isWhole() {
      return true;
    }

    @Override
    void close();
  }

  /**
   * Watches a file from now on, whether it exists or not.
   *
   * @param file absolute
   * @param changed called on the thread of this watch, also if only a folder above the file changed
   * @throws LinuxException if the limit of inotify watches is reached
   */
  public synchronized Watch watch(Path file, Runnable changed) {
    if (closed) {
      return () -> {};
    }
    DescriptorThread running = reader;
    if (running == null) {
      running = DescriptorThread.start("file-watch", InotifyEvent.open(), this::read);
      reader = running;
    }
    Watched watched = new Watched(file, changed);
    watches.put(watched, place(running.fd(), file));
    return new Watch() {
      @Override
      public boolean isWhole() {
        return !isBroken(watched);
      }

      @Override
      public void close() {
        remove(watched);
      }
    };
  }

  private synchronized boolean isBroken(Watched watched) {
    return broken.contains(watched);
  }

  private synchronized void remove(Watched watched) {
    broken.remove(watched);
    Map<Integer, String> before = watches.remove(watched);
    DescriptorThread running = reader;
    if (before != null && running != null) {
      unwatchUnused(running.fd(), before.keySet());
    }
  }

  /** Watches the folders on the path to a file, as far as they exist. */
  private static Map<Integer, String> place(int fd, Path file) {
    Map<Integer, String> placed = new HashMap<>();
    Path folder = file.getRoot();
    for (Path name : file) {
      String path = folder.toString();
      folder = folder.resolve(name);
      int mask = (folder.equals(file) ? OF_FILE : OF_FOLDER) | IN_ONLYDIR | IN_MASK_ADD;
      try {
        int watch =
            SystemCall.runInt("watch folder", path, () -> LibC.inotify_add_watch(fd, path, mask));
        placed.put(watch, name.toString());
      } catch (LinuxException e) {
        if (!e.errno().equals(Errno.ENOENT) && !e.errno().equals(Errno.ENOTDIR)) {
          throw e;
        }
        return placed;
      }
    }
    return placed;
  }

  private void unwatchUnused(int fd, Set<Integer> before) {
    for (int watch : before) {
      if (watches.values().stream().noneMatch(each -> each.containsKey(watch))) {
        try {
          SystemCall.run("unwatch", "folder", () -> LibC.inotify_rm_watch(fd, watch));
        } catch (LinuxException e) {
          // The kernel removed the watch together with the folder.
        }
      }
    }
  }

  private void read(int fd) {
    Set<Watched> touched = touched(fd, InotifyEvent.read(fd));
    for (Watched each : touched) {
      try {
        each.changed.run();
      } catch (RuntimeException e) {
        LOG.error("file={} the listener failed", each.file, e);
      }
    }
  }

  /**
   * The files whose watches are renewed, in the order of the events: one is about the file or a
   * folder above it.
   */
  private synchronized Set<Watched> touched(int fd, List<InotifyEvent> events) {
    Set<Watched> touched = new LinkedHashSet<>();
    for (InotifyEvent event : events) {
      watches.forEach((watched, placed) -> {
        if (event.has(InotifyEvent.IN_Q_OVERFLOW)
            || event.name().equals(placed.get(event.watch()))) {
          touched.add(watched);
        }
      });
    }
    touched.forEach(each -> placeAgain(fd, each));
    return touched;
  }

  /**
   * Renews a file's watches. If the kernel refuses, they stay as they were, and the watches of
   * other files keep working.
   */
  private void placeAgain(int fd, Watched watched) {
    try {
      Map<Integer, String> before = watches.put(watched, place(fd, watched.file));
      broken.remove(watched);
      if (before != null) {
        unwatchUnused(fd, before.keySet());
      }
    } catch (LinuxException e) {
      broken.add(watched);
      LOG.error("file={} a folder above it cannot be watched", watched.file, e);
    }
  }

  @Override
  public void close() {
    DescriptorThread running;
    synchronized (this) {
      closed = true;
      running = reader;
      reader = null;
      watches.clear();
    }
    if (running != null) {
      running.close();
    }
  }
}

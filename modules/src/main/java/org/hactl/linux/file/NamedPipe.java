package org.hactl.linux.file;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.LinuxException;
import org.jspecify.annotations.Nullable;

/**
 * The writing end of a named pipe. It never blocks: if there is no reader, or the reader is too
 * slow, nothing is written. Not safe for several threads.
 */
public final class NamedPipe implements AutoCloseable {
  private final FolderWalk walk;
  private final Path path;
  private @Nullable WritableFile open;

  /** A pipe that the first write creates if it does not exist; then only root can read it. */
  public NamedPipe(Path path) {
    this(FolderWalk.ofHost(), path);
  }

  NamedPipe(FolderWalk walk, Path path) {
    this.walk = walk;
    this.path = path;
  }

  /**
   * Creates the pipe if it does not exist, so that a reader can open it.
   *
   * @throws LinuxException if it cannot be created, or the path is not a pipe
   */
  public void make() {
    try (Way way = walk.to(path, Trust.ANY_FOLDER)) {
      make(folder(way));
    }
  }

  private Way.Open folder(Way way) {
    return switch (way) {
      case Way.Open folder -> folder;
      case Way.Missing missing ->
          throw new LinuxException(
              "mkfifo",
              path.toString(),
              Errno.ENOENT,
              missing.folders().getFirst() + " is missing");
      case Way.Refused(String why) ->
          throw new LinuxException("mkfifo", path.toString(), Errno.ELOOP, why);
    };
  }

  private void make(Way.Open way) {
    Optional<FileFacts> there = way.folder().look(way.name());
    if (there.isEmpty()) {
      way.folder().makePipe(way.name());
    } else if (there.get().type() != FileType.PIPE) {
      throw new LinuxException("mkfifo", path.toString(), Errno.EEXIST, "it is not a named pipe");
    }
  }

  /**
   * Writes a text of at most 4096 bytes: all of it or nothing.
   *
   * @throws LinuxException ENXIO or EPIPE if there is no reader, EAGAIN if the reader is too slow
   */
  public void write(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    boolean wasOpen = open != null;
    try {
      write(bytes);
    } catch (LinuxException e) {
      if (!wasOpen || !e.errno().equals(Errno.EPIPE)) {
        throw e;
      }
      // The reader has closed the pipe. Another reader may have opened a newer pipe at this path.
      write(bytes);
    }
  }

  private void write(byte[] bytes) {
    WritableFile pipe = open;
    if (pipe == null) {
      pipe = open();
      open = pipe;
    }
    try {
      pipe.write(bytes);
    } catch (LinuxException e) {
      if (!e.errno().equals(Errno.EAGAIN)) {
        close();
      }
      throw e;
    }
  }

  private WritableFile open() {
    try (Way way = walk.to(path, Trust.ANY_FOLDER)) {
      Way.Open found = folder(way);
      make(found);
      return found.folder().openPipe(found.name());
    }
  }

  @Override
  public void close() {
    if (open != null) {
      open.close();
      open = null;
    }
  }
}

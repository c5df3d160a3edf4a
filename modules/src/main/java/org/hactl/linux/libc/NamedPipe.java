package org.hactl.linux.libc;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.LinuxException;

/**
 * The writing end of a named pipe, which never blocks: without a reader, or with one that does not
 * read, nothing is written. Not for several threads at a time.
 */
public final class NamedPipe implements AutoCloseable {
  private static final int O_WRONLY = 01;
  private static final int O_NONBLOCK = 04000;
  private static final int O_CLOEXEC = 02000000;
  private static final int S_IFMT = 0170000;
  private static final int S_IFIFO = 0010000;
  private static final int ROOT_ONLY_MODE = 0600;
  private static final int CLOSED = -1;

  private final Path path;
  private int descriptor = CLOSED;

  /** A pipe that is made, for root alone, when something is written and there is none. */
  public NamedPipe(Path path) {
    this.path = path;
  }

  /**
   * Makes the pipe where it is missing, so that a reader can come.
   *
   * @throws LinuxException where it cannot be made, or something else is there
   */
  public void make() {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      if (!isPipe()) {
        throw new LinuxException("mkfifo", path.toString(), Errno.EEXIST, "it is no named pipe");
      }
      return;
    }
    SystemCall.run("mkfifo", path.toString(), () -> LibC.mkfifo(path.toString(), ROOT_ONLY_MODE));
  }

  /**
   * Writes all of a text of no more than 4096 bytes, or nothing.
   *
   * @throws LinuxException ENXIO or EPIPE where nobody reads, EAGAIN where the reader is too slow
   */
  public void write(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    boolean wasOpen = descriptor != CLOSED;
    try {
      write(bytes);
    } catch (LinuxException e) {
      if (!wasOpen || !e.errno().equals(Errno.EPIPE)) {
        throw e;
      }
      // The reader has gone. There may be another one, of a pipe that was made anew.
      write(bytes);
    }
  }

  private void write(byte[] bytes) {
    if (descriptor == CLOSED) {
      make();
      descriptor =
          SystemCall.runInt(
              "open",
              path.toString(),
              () -> LibC.open(path.toString(), O_WRONLY | O_NONBLOCK | O_CLOEXEC));
    }
    try {
      SystemCall.run("write", path.toString(), () -> LibC.write(descriptor, bytes, bytes.length));
    } catch (LinuxException e) {
      if (!e.errno().equals(Errno.EAGAIN)) {
        close();
      }
      throw e;
    }
  }

  private boolean isPipe() {
    try {
      Map<String, Object> facts =
          Files.readAttributes(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
      return facts.get("mode") instanceof Integer mode && (mode & S_IFMT) == S_IFIFO;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    if (descriptor != CLOSED) {
      SystemCall.close(descriptor);
      descriptor = CLOSED;
    }
  }
}

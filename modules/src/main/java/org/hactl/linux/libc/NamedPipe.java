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
 * The writing end of a named pipe. It never blocks: if there is no reader, or the reader is too
 * slow, nothing is written. Not safe for several threads.
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

  /**
   * A pipe that is created, readable only by root, when something is written and the pipe does not
   * exist.
   */
  public NamedPipe(Path path) {
    this.path = path;
  }

  /**
   * Creates the pipe if it does not exist, so that a reader can open it.
   *
   * @throws LinuxException if it cannot be created, or the path is not a pipe
   */
  public void make() {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      if (!isPipe()) {
        throw new LinuxException("mkfifo", path.toString(), Errno.EEXIST, "it is not a named pipe");
      }
      return;
    }
    SystemCall.run("mkfifo", path.toString(), () -> LibC.mkfifo(path.toString(), ROOT_ONLY_MODE));
  }

  /**
   * Writes a text of at most 4096 bytes: all of it or nothing.
   *
   * @throws LinuxException ENXIO or EPIPE if there is no reader, EAGAIN if the reader is too slow
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
      // The reader has gone. Another may have opened a pipe that was created since.
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

package org.hactl.agent.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.LogRecord;

/**
 * Keeps the log small if standard error is a file, that is without systemd: at its limit the file
 * is copied to {@code NAME.1} and emptied. Only the thread that calls this class writes to the
 * file, so that no line is lost between the copying and the emptying.
 */
final class LogRotation extends Handler {
  private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");
  private static final long MAX_BYTES = 8L * 1024 * 1024;

  private final Handler writer;
  private final Path file;
  private final Path open;
  private final long maxBytes;

  /**
   * @param open a path of the open file that stays valid after the file got another name
   */
  LogRotation(Handler writer, Path file, Path open, long maxBytes) {
    this.writer = writer;
    this.file = file;
    this.open = open;
    this.maxBytes = maxBytes;
    setLevel(writer.getLevel());
  }

  /** Returns the writer itself, unless standard error is a file. */
  static Handler around(Handler writer) {
    return standardErrorFile()
        .<Handler>map(file -> new LogRotation(writer, file, STANDARD_ERROR, MAX_BYTES))
        .orElse(writer);
  }

  private static Optional<Path> standardErrorFile() {
    try {
      Path file = Files.readSymbolicLink(STANDARD_ERROR);
      return Files.isRegularFile(STANDARD_ERROR) ? Optional.of(file) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Override
  public void publish(LogRecord entry) {
    writer.publish(entry);
    try {
      if (Files.size(open) > maxBytes) {
        rotate();
      }
    } catch (IOException e) {
      // The disk is full or read-only. There is no other place to log it.
    }
  }

  private void rotate() throws IOException {
    // Another program may have moved or removed the file: the file that it kept is not overwritten.
    if (Files.exists(file) && Files.isSameFile(file, open)) {
      Path older = file.resolveSibling(file.getFileName() + ".1");
      Files.copy(file, older, StandardCopyOption.REPLACE_EXISTING);
    }
    try (FileChannel channel = FileChannel.open(open, StandardOpenOption.WRITE)) {
      channel.truncate(0);
    }
  }

  @Override
  public void flush() {
    writer.flush();
  }

  @Override
  public void close() {
    writer.close();
  }
}

package org.hactl.track;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.hactl.linux.watch.FileWatch;
import org.hactl.track.TrackSources.FileReading;

/** Files of this host. */
final class LinuxFiles implements TrackSources.Files {
  /** Longer than any valid number. */
  private static final int MAX_BYTES = 4096;

  private final FileWatch watch = new FileWatch();

  @Override
  public FileReading read(Path file) {
    try {
      if (Files.notExists(file)) {
        return new FileReading.Missing();
      }
      // A read from a pipe or a device could block for ever.
      if (!Files.isRegularFile(file)) {
        return new FileReading.Unreadable("it is not a regular file");
      }
      try (InputStream in = Files.newInputStream(file)) {
        return new FileReading.Content(
            new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8));
      }
    } catch (NoSuchFileException e) {
      return new FileReading.Missing();
    } catch (IOException e) {
      return new FileReading.Unreadable(e.toString());
    }
  }

  @Override
  public void make(Path file, String content) throws IOException {
    Files.writeString(file, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  @Override
  public FileWatch.Watch watch(Path file, Runnable changed) {
    return watch.watch(file, changed);
  }

  @Override
  public void close() {
    watch.close();
  }
}

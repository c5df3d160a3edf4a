package org.hactl.track;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.hactl.linux.file.FileFacts;
import org.hactl.linux.file.FileType;
import org.hactl.linux.file.FolderWalk;
import org.hactl.linux.file.Trust;
import org.hactl.linux.file.Way;
import org.hactl.linux.file.WritableFile;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.watch.FileWatch;
import org.hactl.track.TrackSources.FileReading;

/** Files of this host. */
final class LinuxFiles implements TrackSources.Files {
  /** Longer than any valid number. */
  private static final int MAX_BYTES = 4096;

  private final FolderWalk walk = FolderWalk.ofHost();
  private final FileWatch watch = new FileWatch();

  @Override
  public FileReading read(Path file) {
    try (Way way = walk.to(file, Trust.ANY_FOLDER)) {
      return switch (way) {
        case Way.Open open -> read(open);
        case Way.Missing _ -> new FileReading.Missing();
        case Way.Refused(String why) -> new FileReading.Unreadable(why);
      };
    } catch (LinuxException e) {
      return new FileReading.Unreadable(String.valueOf(e.getMessage()));
    }
  }

  private static FileReading read(Way.Open way) {
    Optional<FileFacts> found = way.folder().look(way.name());
    if (found.isEmpty()) {
      return new FileReading.Missing();
    }
    // A read from a pipe or a device could block for ever; a link could lead to any file.
    if (found.get().type() != FileType.REGULAR) {
      return new FileReading.Unreadable("it is not a regular file");
    }
    byte[] content = way.folder().read(way.name(), MAX_BYTES).content();
    return new FileReading.Content(new String(content, StandardCharsets.UTF_8));
  }

  @Override
  public void make(Path file, String content) throws IOException {
    try (Way way = walk.to(file, Trust.ANY_FOLDER)) {
      switch (way) {
        case Way.Open open -> make(open, content);
        case Way.Missing missing ->
            throw new IOException(missing.folders().getFirst() + " is missing");
        case Way.Refused(String why) -> throw new IOException(why);
      }
    } catch (LinuxException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static void make(Way.Open way, String content) {
    try (WritableFile made = way.folder().create(way.name())) {
      made.write(content.getBytes(StandardCharsets.UTF_8));
      made.changeMode(0644);
    }
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

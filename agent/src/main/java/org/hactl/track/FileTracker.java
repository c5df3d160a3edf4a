package org.hactl.track;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Pattern;
import org.hactl.host.TrackerSpec;
import org.hactl.host.Truth;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.watch.FileWatch;
import org.hactl.track.TrackSources.FileReading;
import org.jspecify.annotations.Nullable;

/** The number in a file. */
final class FileTracker extends Tracker {
  private static final int MAX_NUMBER = 254;
  private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]+");
  private static final long WATCH_AGAIN_NANOS = 1_000_000_000;

  private final TrackerSpec.File spec;
  private final TrackSources.Files files;
  private final Path path;
  private final int missing;
  private FileWatch.Watch watch = () -> {};
  private TrackLoop.Timer watchAgain = TrackLoop.Timer.NONE;

  /** Added to the text of a reading if the file is not watched. */
  private String unwatched = "";

  FileTracker(TrackerSpec.File spec, TrackSources.Files files, TrackLoop loop, Runnable changed) {
    super(spec, loop, changed);
    this.spec = spec;
    this.files = files;
    this.path = Path.of(spec.path());
    this.missing = Objects.requireNonNullElse(spec.initial(), 0);
  }

  @Override
  void start() {
    // The watch begins before the read, so that a write in between is noticed.
    watch();
    if (spec.initial() != null && files.read(path) instanceof FileReading.Missing) {
      try {
        files.make(path, spec.initial() + "\n");
      } catch (IOException e) {
        number(missing, "it does not exist", "it cannot be made: " + e.getMessage());
        return;
      }
    }
    look();
  }

  /** While the kernel has no free watch, the file is read periodically. */
  private void watch() {
    watch.close();
    watch = () -> {};
    try {
      watch = files.watch(path, () -> loop().execute(this::look));
      unwatched = "";
    } catch (LinuxException e) {
      unwatched = " (it is read every second: " + e.getMessage() + ")";
      watchAgain =
          loop()
              .after(
                  WATCH_AGAIN_NANOS,
                  () -> {
                    watch();
                    look();
                  });
    }
  }

  @Override
  void look() {
    if (!watch.isWhole()) {
      watch();
    }
    switch (files.read(path)) {
      case FileReading.Missing _ -> number(missing, "it does not exist", "it does not exist");
      case FileReading.Unreadable(String why) -> bad("it cannot be read", why);
      case FileReading.Content(String text) -> {
        if (!text.isBlank()) {
          take(text.strip());
        } else if (reading().truth() == Truth.UNKNOWN) {
          number(missing, "it is empty", "it is empty");
        }
        // Otherwise the file is just being written: keep the last number.
      }
    }
  }

  private void take(String text) {
    if (NUMBER.matcher(text).matches()) {
      int value =
          new BigInteger(text)
              .max(BigInteger.valueOf(Verdicts.FAULT_NUMBER))
              .min(BigInteger.valueOf(MAX_NUMBER))
              .intValue();
      number(value, "it holds " + value, "it holds " + text);
    } else {
      String shown = text.length() > 40 ? text.substring(0, 40) + "…" : text;
      bad("it holds no whole number", "it holds \"" + shown + "\", which is no whole number");
    }
  }

  private void number(int value, String cause, String detail) {
    say(Truth.of(value > Verdicts.FAULT_NUMBER), value, cause, detail + unwatched);
  }

  private void bad(String cause, @Nullable String detail) {
    number(Verdicts.FAULT_NUMBER, cause, String.valueOf(detail));
  }

  @Override
  public void close() {
    watchAgain.cancel();
    watch.close();
  }
}

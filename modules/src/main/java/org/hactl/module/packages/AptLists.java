package org.hactl.module.packages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.hactl.module.ModuleException;
import org.hactl.module.command.Command;
import org.hactl.module.command.CommandResult;
import org.hactl.module.command.CommandRunner;

/** Apt's package lists, refreshed if they are old or lack a name. */
final class AptLists {
  static final Duration MAX_AGE = Duration.ofHours(1);

  private final CommandRunner runner;
  private final DpkgLock lock;
  private final InstantSource clock;
  private final Path root;
  private final Path stamp;
  private final Consumer<String> progress;
  private String lastError = "";

  /**
   * @param root the root of the file system, {@code /} except in tests
   * @param stateFolder where the time of the last refresh is saved
   */
  AptLists(
      CommandRunner runner,
      DpkgLock lock,
      InstantSource clock,
      Path root,
      Path stateFolder,
      Consumer<String> progress) {
    this.runner = runner;
    this.lock = lock;
    this.clock = clock;
    this.root = root;
    this.stamp = stateFolder.resolve("apt-lists-refreshed");
    this.progress = progress;
  }

  /** Whether dpkg was interrupted. */
  boolean interrupted() {
    try (var updates = Files.newDirectoryStream(root.resolve("var/lib/dpkg/updates"), "[0-9]*")) {
      return updates.iterator().hasNext();
    } catch (IOException _) {
      return false;
    }
  }

  /** Why the last refresh failed; empty if it succeeded. */
  String lastError() {
    return lastError;
  }

  /** Refreshes the lists if needed. A failed refresh is no error: the old lists may suffice. */
  void refreshFor(List<String> names) throws ModuleException {
    lastError = "";
    if (isYoung() && known(names).containsAll(names)) {
      return;
    }
    progress.accept("apt-get update");
    CommandResult result =
        lock.run(
            new Command(
                List.of("apt-get", "-q", "update"),
                Map.of("DEBIAN_FRONTEND", "noninteractive"),
                Duration.ofMinutes(10)),
            progress);
    if (result.ok()) {
      touch();
    } else {
      lastError = result.tail(3);
    }
  }

  private boolean isYoung() {
    for (Path sign : List.of(stamp, root.resolve("var/lib/apt/periodic/update-success-stamp"))) {
      try {
        Duration age =
            Duration.between(Files.getLastModifiedTime(sign).toInstant(), clock.instant());
        if (!age.isNegative() && age.compareTo(MAX_AGE) < 0) {
          return true;
        }
      } catch (IOException _) {
        // If this file is missing, another may show the time.
      }
    }
    return false;
  }

  private Set<String> known(List<String> names) throws ModuleException {
    List<String> argv = new ArrayList<>(List.of("apt-cache", "policy"));
    argv.addAll(names);
    Set<String> known = new HashSet<>();
    String name = "";
    for (String line : runner.run(Command.of(argv)).out()) {
      if (!line.startsWith(" ") && line.endsWith(":")) {
        name = line.substring(0, line.length() - 1);
      } else if (line.startsWith("  Candidate: ") && !line.endsWith("(none)")) {
        known.add(name);
      }
    }
    return known;
  }

  private void touch() {
    try {
      Files.createDirectories(stamp.getParent());
      Files.writeString(stamp, "");
      Files.setLastModifiedTime(stamp, FileTime.from(clock.instant()));
    } catch (IOException e) {
      // Without the saved time the lists are only refreshed once more.
      progress.accept("cannot save the time of the refresh: " + e.getMessage());
    }
  }
}

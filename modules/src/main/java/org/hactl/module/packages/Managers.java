package org.hactl.module.packages;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.hactl.module.command.CommandRunner;
import org.jspecify.annotations.Nullable;

/** Finds the package manager of a host. */
final class Managers {
  static final String NONE =
      "this host has neither apt-get with dpkg nor dnf with rpm; install the packages by hand and"
          + " leave them out of the site";

  private static final List<String> FOLDERS = List.of("usr/bin", "bin", "usr/sbin", "sbin");

  private Managers() {}

  static @Nullable PackageManager find(
      CommandRunner runner,
      InstantSource clock,
      Path root,
      Path stateFolder,
      Consumer<String> progress) {
    if (has(root, "apt-get") && has(root, "dpkg-query")) {
      DpkgLock lock = new DpkgLock(runner, Thread::sleep);
      return new AptPackages(
          runner, lock, new AptLists(runner, lock, clock, root, stateFolder, progress), progress);
    }
    if (has(root, "dnf") && has(root, "rpm")) {
      return new DnfPackages(runner, progress);
    }
    return null;
  }

  private static boolean has(Path root, String program) {
    return FOLDERS.stream()
        .anyMatch(folder -> Files.isExecutable(root.resolve(folder).resolve(program)));
  }
}

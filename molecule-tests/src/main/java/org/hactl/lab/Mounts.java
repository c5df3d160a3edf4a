package org.hactl.lab;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** Mounts of this machine, as /proc/self/mountinfo lists them (proc(5)). */
final class Mounts {
  private Mounts() {}

  /** Detaches every mount at or below a folder, so that removing the folder stays inside it. */
  static void detachBelow(Path folder) {
    for (Path mount : below(folder, LabPaths.read(Path.of("/proc/self/mountinfo")))) {
      LocalProgram.of("umount", "--lazy", mount.toString()).check("detaching the mount " + mount);
    }
  }

  /** Mount points at or below a folder, the deepest first. */
  static List<Path> below(Path folder, String mountinfo) {
    return mountinfo
        .lines()
        .map(line -> Path.of(unescape(line.split(" ", 6)[4])))
        .filter(mount -> mount.startsWith(folder))
        .sorted(Comparator.reverseOrder())
        .toList();
  }

  private static String unescape(String field) {
    return field.replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\");
  }
}

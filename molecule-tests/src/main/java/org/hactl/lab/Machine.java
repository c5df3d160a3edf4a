package org.hactl.lab;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Checks what a lab needs from the machine it runs on. */
final class Machine {
  private static final Path TUN = Path.of("/dev/net/tun");
  private static final Path GUEST_MODULES = Path.of("/usr/lib/uml/modules");

  /** The Debian package of each program. */
  private static final Map<String, String> NETNS_PROGRAMS =
      Map.of("ip", "iproute2", "kill", "procps", "umount", "mount", "setsid", "util-linux");

  private static final Map<String, String> UML_PROGRAMS =
      Map.of(
          "linux.uml", "user-mode-linux",
          "mmdebstrap", "mmdebstrap",
          "mkfs.ext4", "e2fsprogs",
          "ethtool", "ethtool",
          "ssh", "openssh-client",
          "ssh-keygen", "openssh-client",
          "apt-get", "apt",
          "dpkg-deb", "dpkg",
          "taskset", "util-linux",
          "tar", "tar");

  private Machine() {}

  /**
   * Throws if this machine lacks a program that a driver needs; names the command to install it.
   */
  static void require(Driver driver) {
    if (!isRoot()) {
      throw new LabException(
          "the lab needs root, because it makes network namespaces and interfaces; run it with sudo");
    }
    Map<String, String> programs = new LinkedHashMap<>(NETNS_PROGRAMS);
    if (driver == Driver.UML) {
      programs.putAll(UML_PROGRAMS);
    }
    TreeSet<String> packages = new TreeSet<>();
    programs.forEach((program, its) -> {
      if (find(program) == null) {
        packages.add(its);
      }
    });
    if (!packages.isEmpty()) {
      throw new LabException(
          "the lab needs programs that are not installed: apt-get install --no-install-recommends %s"
              .formatted(String.join(" ", packages)));
    }
    if (driver == Driver.UML && !Files.exists(TUN)) {
      throw new LabException(
          "there is no %s, which connects guests to the lab's switch: modprobe tun".formatted(TUN));
    }
  }

  static boolean isRoot() {
    return LabPaths.read(Path.of("/proc/self/status"))
        .lines()
        .filter(line -> line.startsWith("Uid:"))
        .anyMatch(line -> line.split("\\s+")[2].equals("0"));
  }

  /**
   * The folder of the guest kernel's modules; the last part of its path is the kernel's release.
   */
  static Path guestModules() {
    try (Stream<Path> releases = Files.list(GUEST_MODULES)) {
      return releases
          .max(java.util.Comparator.naturalOrder())
          .orElseThrow(() -> new LabException("no release in " + GUEST_MODULES));
    } catch (java.io.IOException e) {
      throw new LabException(
          "no guest modules in %s: apt-get install --reinstall user-mode-linux"
              .formatted(GUEST_MODULES),
          e);
    }
  }

  /** The numbers of the processors that this process may use. */
  static List<Integer> processors() {
    String list =
        LabPaths.read(Path.of("/proc/self/status"))
            .lines()
            .filter(line -> line.startsWith("Cpus_allowed_list:"))
            .findFirst()
            .map(line -> line.split("\\s+", 2)[1])
            .orElse("0");
    return ranges(list);
  }

  /** Reads the kernel's list form, for example {@code 0-2,5}. */
  static List<Integer> ranges(String list) {
    return Stream.of(list.strip().split(","))
        .flatMap(range -> {
          String[] ends = range.split("-");
          int first = Integer.parseInt(ends[0]);
          int last = Integer.parseInt(ends[ends.length - 1]);
          return java.util.stream.IntStream.rangeClosed(first, last).boxed();
        })
        .toList();
  }

  private static @org.jspecify.annotations.Nullable Path find(String program) {
    String path = System.getenv().getOrDefault("PATH", "") + ":/usr/sbin:/sbin";
    return Stream.of(path.split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(null);
  }
}

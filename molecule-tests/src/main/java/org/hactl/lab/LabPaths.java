package org.hactl.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folders where a lab keeps its files.
 *
 * @param state small files of running labs, gone after a reboot of this machine
 * @param cache images and packages that outlive a lab, and the disks of running hosts
 */
record LabPaths(Path state, Path cache) {

  static LabPaths ofMachine() {
    String xdg = System.getenv("XDG_CACHE_HOME");
    Path base =
        xdg == null || xdg.isBlank()
            ? Path.of(System.getProperty("user.home", "/root"), ".cache")
            : Path.of(xdg);
    return new LabPaths(Path.of("/run/hactl-lab"), base.resolve("hactl/lab"));
  }

  Path lab(String name) {
    return state.resolve(name);
  }

  Path record(String name) {
    return lab(name).resolve("lab.json");
  }

  Path ssh(String name) {
    return lab(name).resolve("ssh");
  }

  Path host(String name, String host) {
    return lab(name).resolve("hosts").resolve(host);
  }

  /** Disks are large, so they are in the cache, not on the tmpfs at /run. */
  Path disks(String name) {
    return cache.resolve("disks").resolve(name);
  }

  /** Names of all labs that left something behind, running or not. */
  List<String> labs() {
    if (!Files.isDirectory(state)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(state)) {
      return entries
          .filter(Files::isDirectory)
          .map(p -> p.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new LabException("cannot list " + state + ": " + e.getMessage(), e);
    }
  }

  static void createFolder(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new LabException("cannot make the folder %s: %s".formatted(folder, e), e);
    }
  }

  static void write(Path file, String text) {
    try {
      Path fresh = file.resolveSibling(file.getFileName() + ".new");
      Files.writeString(fresh, text);
      Files.move(
          fresh,
          file,
          java.nio.file.StandardCopyOption.ATOMIC_MOVE,
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new LabException("cannot write %s: %s".formatted(file, e), e);
    }
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new LabException("cannot read %s: %s".formatted(file, e), e);
    }
  }

  /**
   * Removes a folder and what is in it; a missing one is fine. It must hold no mounts ({@link
   * Mounts#detachBelow}).
   */
  static void delete(Path folder) {
    if (!Files.exists(folder, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> entries = Files.walk(folder)) {
      for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(entry);
      }
    } catch (IOException | java.io.UncheckedIOException e) {
      throw new LabException("cannot remove %s: %s".formatted(folder, e), e);
    }
  }
}

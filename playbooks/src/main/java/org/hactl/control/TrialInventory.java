package org.hactl.control;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.hactl.inventory.HostsFile;
import org.hactl.inventory.InventoryReader;
import org.hactl.yaml.Problems;

/**
 * The inventory as it would be with one host more, in a scratch folder: the hosts file with the
 * host added, beside the variables of the real one. The real file changes only in {@link #keep}.
 */
final class TrialInventory implements AutoCloseable {
  private final Path file;
  private final String text;
  private final Path folder;

  private TrialInventory(Path file, String text, Path folder) {
    this.file = file;
    this.text = text;
    this.folder = folder;
  }

  static TrialInventory with(Path inventory, String name, String group, String address)
      throws SiteProblems, ControlException {
    Problems problems = new Problems();
    Optional<Path> file = InventoryReader.hostsFile(inventory, problems);
    Optional<String> text = file.flatMap(f -> HostsFile.addHost(f, group, name, address, problems));
    if (file.isEmpty() || text.isEmpty()) {
      throw new SiteProblems(problems.render());
    }
    try {
      Path folder = Files.createTempDirectory("hactl-inventory-");
      Path beside = Objects.requireNonNull(file.get().toAbsolutePath().getParent());
      for (String variables : List.of("group_vars", "host_vars")) {
        if (Files.isDirectory(beside.resolve(variables))) {
          Files.createSymbolicLink(folder.resolve(variables), beside.resolve(variables));
        }
      }
      Files.writeString(folder.resolve(name(file.get())), text.get());
      return new TrialInventory(file.get(), text.get(), folder);
    } catch (IOException e) {
      throw new ControlException(
          "a scratch copy of the inventory cannot be made: " + e, "look at the space in /tmp");
    }
  }

  /** The hosts file of the trial. */
  Path path() {
    return folder.resolve(name(file));
  }

  /** Writes the host into the real file, as a whole or not at all. */
  void keep() throws ControlException {
    Path target = file;
    try {
      target = file.toRealPath();
      Path fresh = target.resolveSibling("." + name(target) + ".new");
      Files.writeString(fresh, text);
      Files.setPosixFilePermissions(fresh, Files.getPosixFilePermissions(target));
      Files.move(fresh, target, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new ControlException(
          "writing " + target + ": " + e, "make it writable, then run onboard again");
    }
  }

  Path file() {
    return file;
  }

  private static String name(Path path) {
    return Objects.requireNonNull(path.getFileName()).toString();
  }

  @Override
  public void close() {
    try {
      for (String variables : List.of("group_vars", "host_vars")) {
        Files.deleteIfExists(folder.resolve(variables));
      }
      Trees.delete(folder);
    } catch (IOException e) {
      // A scratch folder in /tmp that stays behind harms nobody.
    }
  }
}

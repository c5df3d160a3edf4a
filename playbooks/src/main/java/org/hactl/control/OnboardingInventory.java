package org.hactl.control;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.hactl.control.image.FileTrees;
import org.hactl.inventory.HostsFile;
import org.hactl.inventory.InventoryReader;
import org.hactl.yaml.Problems;

/**
 * A copy of the inventory in a temporary folder: the hosts file with one host added, and the
 * operator's variables. The operator's hosts file changes only in {@link #keep}.
 */
final class OnboardingInventory implements AutoCloseable {
  private final Path file;
  private final Addition addition;
  private final Path folder;

  private OnboardingInventory(Path file, Addition addition, Path folder) {
    this.file = file;
    this.addition = addition;
    this.folder = folder;
  }

  private record Addition(String name, String group, String address) {
    Optional<String> to(Path file, Problems problems) {
      return HostsFile.addHost(file, group, name, address, problems);
    }
  }

  static OnboardingInventory with(Path inventory, String name, String group, String address)
      throws SiteProblems, ControlException {
    Problems problems = new Problems();
    Addition addition = new Addition(name, group, address);
    Optional<Path> file = InventoryReader.hostsFile(inventory, problems);
    Optional<String> text = file.flatMap(f -> addition.to(f, problems));
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
      return new OnboardingInventory(file.get(), addition, folder);
    } catch (IOException e) {
      throw new ControlException(
          "the inventory cannot be copied to a temporary folder: " + e,
          "check the free space in /tmp");
    }
  }

  /** The hosts file of the copy. */
  Path path() {
    return folder.resolve(name(file));
  }

  /**
   * Reads the operator's hosts file again and adds the host to it, completely or not at all:
   * onboarding takes minutes, and an operator may have edited the file meanwhile.
   */
  void keep() throws ControlException {
    Problems problems = new Problems();
    Optional<String> text = addition.to(file, problems);
    if (text.isEmpty()) {
      throw new ControlException(
          "%s was changed while onboard ran, and %s cannot be added to it any more: %s"
              .formatted(file, addition.name(), problems.render()),
          "correct it, then run onboard again; the new host is prepared but no director sends to it yet");
    }
    Path target = file;
    try {
      target = file.toRealPath();
      Path fresh = target.resolveSibling("." + name(target) + ".new");
      Files.writeString(fresh, text.get());
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
      FileTrees.delete(folder);
    } catch (IOException e) {
      // A temporary folder that cannot be deleted does no harm.
    }
  }
}

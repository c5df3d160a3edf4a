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
 * A copy of the inventory in a temporary folder: the hosts file with one host more or less, and the
 * operator's variables. The operator's hosts file changes only in {@link #keep}.
 */
public final class TrialInventory implements AutoCloseable {
  private final Path file;
  private final Change change;
  private final Path folder;

  private TrialInventory(Path file, Change change, Path folder) {
    this.file = file;
    this.change = change;
    this.folder = folder;
  }

  /** What is changed in the hosts file. */
  private sealed interface Change {
    String name();

    /** The text of the changed file; empty, with a problem, if it does not take the change. */
    Optional<String> to(Path file, Problems problems);

    /** The command, and what it has done so far that stays. */
    String command();

    String done();

    record Addition(String name, String group, String address) implements Change {
      @Override
      public Optional<String> to(Path file, Problems problems) {
        return HostsFile.addHost(file, group, name, address, problems);
      }

      @Override
      public String command() {
        return "onboard";
      }

      @Override
      public String done() {
        return "the new host is prepared but no director sends to it yet";
      }
    }

    record Removal(String name) implements Change {
      @Override
      public Optional<String> to(Path file, Problems problems) {
        return HostsFile.removeHost(file, name, problems);
      }

      @Override
      public String command() {
        return "offboard";
      }

      @Override
      public String done() {
        return "no director sends to the host any more, and hactl has left it";
      }
    }
  }

  /** The inventory with one host more. */
  static TrialInventory with(Path inventory, String name, String group, String address)
      throws SiteProblems, ControlException {
    return of(inventory, new Change.Addition(name, group, address));
  }

  /** The inventory without a host. */
  public static TrialInventory without(Path inventory, String name)
      throws SiteProblems, ControlException {
    return of(inventory, new Change.Removal(name));
  }

  private static TrialInventory of(Path inventory, Change change)
      throws SiteProblems, ControlException {
    Problems problems = new Problems();
    Optional<Path> file = InventoryReader.hostsFile(inventory, problems);
    Optional<String> text = file.flatMap(f -> change.to(f, problems));
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
      return new TrialInventory(file.get(), change, folder);
    } catch (IOException e) {
      throw new ControlException(
          "the inventory cannot be copied to a temporary folder: " + e,
          "check the free space in /tmp");
    }
  }

  /** The hosts file of the copy. */
  public Path path() {
    return folder.resolve(name(file));
  }

  /**
   * Reads the operator's hosts file again and changes it, completely or not at all: the command
   * takes minutes, and an operator may have edited the file meanwhile.
   */
  public void keep() throws ControlException {
    Problems problems = new Problems();
    Optional<String> text = change.to(file, problems);
    if (text.isEmpty()) {
      throw new ControlException(
          "%s was changed while %s ran, and does not take the change of %s any more: %s"
              .formatted(file, change.command(), change.name(), problems.render()),
          "correct it, then run %s again; %s".formatted(change.command(), change.done()));
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
          "writing " + target + ": " + e,
          "make it writable, then run %s again".formatted(change.command()));
    }
  }

  public Path file() {
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

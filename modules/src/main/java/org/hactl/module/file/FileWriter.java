package org.hactl.module.file;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hactl.module.Action;
import org.hactl.module.Change;
import org.hactl.module.ModuleException;
import org.hactl.module.Owned;

/** Applies changes of files. */
final class FileWriter {
  private static final int DEFAULT_MODE = 0644;

  private final Backups backups;

  FileWriter(Backups backups) {
    this.backups = backups;
  }

  void apply(Change change) throws ModuleException {
    String path = change.id().key();
    try {
      if (change.desired() instanceof FileResource file) {
        put(file, change);
      } else {
        remove(Path.of(path), change.take() == null ? Map.of() : change.take().prior());
      }
    } catch (IOException e) {
      throw FileErrors.of(change.desired() == null ? "cannot remove" : "cannot write", path, e);
    }
  }

  private void put(FileResource file, Change change) throws IOException, ModuleException {
    Path path = Path.of(file.path());
    makeFolders(path);
    PathState now = FileReader.state(path);
    PathState.Attributes was = null;
    switch (now) {
      case PathState.Absent() -> {}
      case PathState.Regular regular -> {
        was = regular.attributes();
        if (!backups.has(path) && isOthers(change, file, regular)) {
          backups.keep(path, regular);
        }
      }
      case PathState.SymbolicLink(String target) ->
          throw new ModuleException(
              "cannot write " + path + ": it has become a symbolic link to " + target);
      case PathState.Other(String what) ->
          throw new ModuleException("cannot write " + path + ": it has become " + what);
    }
    Integer mode = file.modeBits();
    AtomicWrite.write(
        path,
        file.content(),
        mode != null ? mode : was != null ? was.mode() : DEFAULT_MODE,
        Accounts.ownership(file, was));
  }

  /**
   * Whether hactl did not write this file: it existed before hactl's first change, or it appeared
   * after the plan was made (a package installed it).
   */
  private static boolean isOthers(Change change, FileResource file, PathState.Regular now) {
    String digest = now.content().digest();
    Owned take = change.take();
    if (take != null && take.prior().containsKey(FilePlan.PRIOR_BACKUP)) {
      return digest.equals(take.prior().get(FilePlan.PRIOR_DIGEST));
    }
    return change.action() == Action.CREATE && !digest.equals(file.content().digest());
  }

  private static void makeFolders(Path path) throws IOException {
    List<Path> missing = new ArrayList<>();
    for (Path folder = path.getParent();
        folder != null && !Files.isDirectory(folder);
        folder = folder.getParent()) {
      missing.addFirst(folder);
    }
    for (Path folder : missing) {
      Files.createDirectory(folder);
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
      AtomicWrite.syncFolder(folder);
    }
  }

  private void remove(Path path, Map<String, String> prior) throws IOException {
    if (backups.read(path) instanceof PathState.Regular before) {
      makeFolders(path);
      PathState.Attributes was = before.attributes();
      AtomicWrite.write(path, before.content(), was.mode(), Accounts.ownership(was));
      backups.drop(path);
      return;
    }
    Files.deleteIfExists(AtomicWrite.temporary(path));
    if (Files.deleteIfExists(path)) {
      AtomicWrite.syncFolder(path);
    }
    for (String folder : FilePlan.folders(prior).reversed()) {
      try {
        Files.deleteIfExists(Path.of(folder));
      } catch (DirectoryNotEmptyException | NoSuchFileException _) {
        // Another program has files in it, so it stays.
      }
    }
  }
}

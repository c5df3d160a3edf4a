package org.hactl.module.file;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.hactl.linux.file.FolderWalk;
import org.hactl.linux.file.Trust;
import org.hactl.linux.file.Way;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.module.Action;
import org.hactl.module.Change;
import org.hactl.module.ModuleException;
import org.hactl.module.Owned;
import org.jspecify.annotations.Nullable;

/** Applies changes of files. From the first look to the rename the folder stays open. */
final class FileWriter {
  private static final int FOLDER_MODE = 0755;

  /** Another program uses the folder, so it stays: it has files in it, or is a mount point. */
  private static final Set<Errno> FOLDER_STAYS =
      Set.of(Errno.ENOTEMPTY, Errno.EEXIST, Errno.EBUSY, Errno.ENOENT, Errno.ENOTDIR);

  private final FolderWalk walk;
  private final Backups backups;

  FileWriter(FolderWalk walk, Backups backups) {
    this.walk = walk;
    this.backups = backups;
  }

  void apply(Change change) throws ModuleException {
    String path = change.id().key();
    try {
      if (change.desired() instanceof FileResource file) {
        put(file, change);
      } else {
        remove(Path.of(path), change.take());
      }
    } catch (LinuxException e) {
      throw FileErrors.of(change.desired() == null ? "cannot remove" : "cannot write", path, e);
    }
  }

  private void put(FileResource file, Change change) throws ModuleException {
    Path path = Path.of(file.path());
    try (Way.Open way = open(path, Accounts.trust(file), "cannot write")) {
      switch (FileReader.state(way)) {
        case PathState.Absent() ->
            AtomicWrite.write(way.folder(), way.name(), file.content(), attributes(file, null));
        case PathState.Regular now -> replace(file, change, way, now);
        case PathState.SymbolicLink(String target) ->
            throw new ModuleException(
                "cannot write " + path + ": it has become a symbolic link to " + target);
        case PathState.Other(String what) ->
            throw new ModuleException("cannot write " + path + ": it has become " + what);
      }
    }
  }

  private void replace(FileResource file, Change change, Way.Open way, PathState.Regular now)
      throws ModuleException {
    Path path = Path.of(file.path());
    AtomicWrite.Attributes attributes = attributes(file, now.attributes());
    boolean first = !backups.has(path) && isOthers(change, file, now);
    if (first) {
      backups.keep(path, now);
    }
    try {
      AtomicWrite.write(way.folder(), way.name(), file.content(), attributes);
    } catch (LinuxException e) {
      if (first && FileReader.state(way) instanceof PathState.Regular left && left.isLike(now)) {
        // Nothing was changed, so there is nothing to undo.
        backups.drop(path);
      }
      throw e;
    }
  }

  private static AtomicWrite.Attributes attributes(
      FileResource file, PathState.@Nullable Attributes was) throws ModuleException {
    return new AtomicWrite.Attributes(
        file.modeInsteadOf(was == null ? null : was.mode()),
        Accounts.owner(file, was),
        Accounts.group(file, was),
        was == null ? Map.of() : was.security());
  }

  /** Opens the folder above a path, and makes it if it is missing. */
  private Way.Open open(Path path, Trust trust, String doing) throws ModuleException {
    return switch (walk.to(path, trust)) {
      case Way.Open open -> open;
      case Way.Missing missing -> missing.make(FOLDER_MODE);
      case Way.Refused(String why) -> throw new ModuleException(doing + " " + path + ": " + why);
    };
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

  private void remove(Path path, @Nullable Owned owned) throws ModuleException {
    Trust trust =
        owned != null && owned.resource() instanceof FileResource file
            ? Accounts.trust(file)
            : Trust.ROOT;
    if (backups.read(path) instanceof PathState.Regular before) {
      try (Way.Open way = open(path, trust, "cannot restore")) {
        restore(way, before);
      }
      backups.drop(path);
      return;
    }
    try (Way way = walk.to(path, trust)) {
      switch (way) {
        case Way.Missing _ -> {}
        case Way.Refused(String why) ->
            throw new ModuleException("cannot remove " + path + ": " + why);
        case Way.Open open -> {
          AtomicWrite.removeLeftovers(open.folder(), open.name());
          if (open.folder().remove(open.name())) {
            open.folder().sync();
          }
        }
      }
    }
    for (String folder : FilePlan.folders(owned == null ? Map.of() : owned.prior()).reversed()) {
      removeFolder(Path.of(folder), trust);
    }
  }

  private static void restore(Way.Open way, PathState.Regular before) {
    boolean isRestored =
        FileReader.state(way) instanceof PathState.Regular now && now.isLike(before);
    if (!isRestored) {
      AtomicWrite.write(
          way.folder(),
          way.name(),
          before.content(),
          AtomicWrite.Attributes.of(before.attributes()));
    }
  }

  private void removeFolder(Path folder, Trust trust) {
    try (Way way = walk.to(folder, trust)) {
      if (way instanceof Way.Open open) {
        open.folder().removeFolder(open.name());
      }
    } catch (LinuxException e) {
      if (!FOLDER_STAYS.contains(e.errno())) {
        throw e;
      }
    }
  }
}

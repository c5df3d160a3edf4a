package org.hactl.module.file;

import java.util.OptionalInt;
import org.hactl.linux.file.Trust;
import org.hactl.linux.file.UserDatabase;
import org.hactl.linux.file.WritableFile;
import org.hactl.module.ModuleException;
import org.jspecify.annotations.Nullable;

/** Finds the users and groups that the site names. */
final class Accounts {
  private Accounts() {}

  /** Who may write to the folders above a file: root, and the owner that the site names. */
  static Trust trust(FileResource file) {
    OptionalInt owner =
        file.owner() == null ? OptionalInt.empty() : UserDatabase.userId(file.owner());
    return owner.isPresent() ? Trust.rootAnd(owner.getAsInt()) : Trust.ROOT;
  }

  /**
   * @param was the file's present attributes; null if there is no file
   */
  static int owner(FileResource file, PathState.@Nullable Attributes was) throws ModuleException {
    if (file.owner() == null) {
      return was == null ? WritableFile.UNCHANGED : was.uid();
    }
    OptionalInt owner = UserDatabase.userId(file.owner());
    if (owner.isEmpty()) {
      throw missing(file, "user", "passwd", file.owner());
    }
    return owner.getAsInt();
  }

  /**
   * @param was the file's present attributes; null if there is no file
   */
  static int group(FileResource file, PathState.@Nullable Attributes was) throws ModuleException {
    if (file.group() == null) {
      return was == null ? WritableFile.UNCHANGED : was.gid();
    }
    OptionalInt group = UserDatabase.groupId(file.group());
    if (group.isEmpty()) {
      throw missing(file, "group", "group", file.group());
    }
    return group.getAsInt();
  }

  private static ModuleException missing(
      FileResource file, String what, String database, String name) {
    return new ModuleException(
        "cannot write %s: this host has no %s \"%s\" (getent %s); install the package that creates"
                .formatted(file.path(), what, name, database)
            + " it, or name another in the site");
  }
}

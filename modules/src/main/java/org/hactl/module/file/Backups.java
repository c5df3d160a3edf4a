package org.hactl.module.file;

import java.nio.file.Path;
import org.hactl.linux.file.FolderWalk;
import org.hactl.linux.file.Trust;
import org.hactl.linux.file.Way;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.module.Digests;

/**
 * Backups of the files that hactl replaced: one copy per path, with mode and owner, in a folder
 * that only root can open.
 */
final class Backups {
  private static final int FOLDER_MODE = 0700;

  private final FolderWalk walk;
  private final Path folder;

  Backups(FolderWalk walk, Path folder) {
    this.walk = walk;
    this.folder = folder;
  }

  /** The name of a path's copy, whether the copy exists or not. */
  static String name(Path path) {
    return Digests.sha256(path.toString());
  }

  boolean has(Path path) {
    return read(path) instanceof PathState.Regular;
  }

  PathState read(Path path) {
    try (Way way = walk.to(copy(path), Trust.ROOT)) {
      return switch (way) {
        case Way.Open open -> FileReader.state(open);
        case Way.Missing _ -> new PathState.Absent();
        case Way.Refused(String why) -> throw refused(why);
      };
    }
  }

  void keep(Path path, PathState.Regular file) {
    switch (walk.to(copy(path), Trust.ROOT)) {
      case Way.Open open -> keep(open, file);
      case Way.Missing missing -> keep(missing.make(FOLDER_MODE), file);
      case Way.Refused(String why) -> throw refused(why);
    }
  }

  private static void keep(Way.Open way, PathState.Regular file) {
    try (way) {
      AtomicWrite.write(
          way.folder(), way.name(), file.content(), AtomicWrite.Attributes.of(file.attributes()));
    }
  }

  void drop(Path path) {
    try (Way way = walk.to(copy(path), Trust.ROOT)) {
      if (way instanceof Way.Open open) {
        open.folder().remove(open.name());
      }
    }
  }

  private LinuxException refused(String why) {
    return new LinuxException("use the backups in", folder.toString(), Errno.EACCES, why);
  }

  private Path copy(Path path) {
    return folder.resolve(name(path));
  }
}

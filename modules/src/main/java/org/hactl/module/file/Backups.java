package org.hactl.module.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Backups of the files that hactl replaced: one copy per path, with mode and owner, in a folder
 * that only root can open.
 */
final class Backups {
  private final Path folder;

  Backups(Path folder) {
    this.folder = folder;
  }

  /** The name that a path's copy has, whether it exists or not. */
  static String name(Path path) {
    return Digests.sha256(path.toString());
  }

  boolean has(Path path) {
    return Files.isRegularFile(copy(path), LinkOption.NOFOLLOW_LINKS);
  }

  PathState read(Path path) throws IOException {
    return FileReader.state(copy(path));
  }

  void keep(Path path, PathState.Regular file) throws IOException {
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    PathState.Attributes was = file.attributes();
    AtomicWrite.write(copy(path), file.content(), was.mode(), Accounts.ownership(was));
  }

  void drop(Path path) throws IOException {
    Files.deleteIfExists(copy(path));
  }

  private Path copy(Path path) {
    return folder.resolve(name(path));
  }
}

package org.hactl.cli.vault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A decrypted file for an editor, alone in a folder that only its user can enter. What the editor
 * leaves beside it, such as a backup, is overwritten and removed with it.
 */
record Scratch(Path folder, Path file) implements AutoCloseable {
  /**
   * Makes the file.
   *
   * @param like gives the name, by which an editor knows the language
   */
  static Scratch of(Path parent, Path like, byte[] content) throws IOException {
    Path folder =
        Files.createTempDirectory(
            parent,
            "hactl-vault-",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Scratch scratch = new Scratch(folder, folder.resolve(like.getFileName()));
    try {
      Files.newByteChannel(
              scratch.file(),
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
          .close();
      SecretFile.write(scratch.file(), content);
      return scratch;
    } catch (IOException e) {
      scratch.close();
      throw e;
    }
  }

  /** Overwrites and removes everything. */
  @Override
  public void close() throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(folder)) {
      deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : deepestFirst) {
      if (Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS)) {
        SecretFile.remove(each);
      } else {
        Files.delete(each);
      }
    }
  }
}

package org.hactl.module.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Where what runs writes to; for this user alone. */
final class OutputFolder {
  private static final String ENDING = ".out";

  private final Path folder;

  /**
   * @param folder emptied of what a crash left behind, and made where it is missing
   */
  OutputFolder(Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    try (var old = Files.newDirectoryStream(folder, "*" + ENDING)) {
      for (Path file : old) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** An empty file, for whoever asks to delete. */
  Path file() throws IOException {
    return Files.createTempFile(folder, "run", ENDING);
  }
}

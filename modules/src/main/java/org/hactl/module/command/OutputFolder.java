package org.hactl.module.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The folder for the output of running programs; no other user can read it. */
final class OutputFolder {
  private static final String SUFFIX = ".out";

  private final Path folder;

  /**
   * @param folder created if it is missing; files that a crash left are removed
   */
  OutputFolder(Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    try (var old = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
      for (Path file : old) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** A new empty file; the caller deletes it. */
  Path file() throws IOException {
    return Files.createTempFile(folder, "run", SUFFIX);
  }
}

package org.hactl.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Base64;

/**
 * Where the keys of new hosts are written.
 *
 * @param file a known_hosts file; made if it is missing
 */
record NewHostKeys(Path file) {
  /** Orders the writes: hosts connect at the same time, and all their keys go to one file. */
  private static final Object WRITING = new Object();

  void add(String name, byte[] key) throws IOException {
    String line =
        "%s %s %s%n"
            .formatted(name, Fingerprint.typeOf(key), Base64.getEncoder().encodeToString(key));
    synchronized (WRITING) {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      boolean unended = Files.exists(file) && !endsWithLineEnd(file);
      Files.writeString(
          file,
          unended ? "\n" + line : line,
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }
  }

  private static boolean endsWithLineEnd(Path file) throws IOException {
    byte[] all = Files.readAllBytes(file);
    return all.length == 0 || all[all.length - 1] == '\n';
  }
}

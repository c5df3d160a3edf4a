package org.hactl.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The keys of the file that {@code RevokedHostKeys} names: one public key a line.
 *
 * @param file empty if the configuration names no file
 */
record RevokedKeys(Optional<Path> file, List<byte[]> keys) {
  static final RevokedKeys NONE = new RevokedKeys(Optional.empty(), List.of());

  /** The beginning of a binary key revocation list (PROTOCOL.krl of OpenSSH). */
  private static final String REVOCATION_LIST_MAGIC = "SSHKRL\n";

  /**
   * @throws IOException if the file cannot be read, or contains anything but plain keys; then no
   *     host is trusted, as with ssh
   */
  static RevokedKeys read(Path file) throws IOException {
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    if (text.startsWith(REVOCATION_LIST_MAGIC)) {
      throw new IOException("it is a binary revocation list (KRL), which hactl does not read");
    }
    List<byte[]> keys = new ArrayList<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      String[] words = line.strip().split("[ \t]+", 3);
      if (words[0].isEmpty() || words[0].startsWith("#")) {
        continue;
      }
      Optional<byte[]> key =
          words.length < 2 ? Optional.empty() : KnownHostLine.key(words[0], words[1]);
      keys.add(key.orElseThrow(unreadable(number)));
    }
    return new RevokedKeys(Optional.of(file), keys);
  }

  private static Supplier<IOException> unreadable(int number) {
    return () -> new IOException("line " + number + " is not a public key");
  }

  /** The file, if it revokes this key. */
  Optional<String> placeOf(byte[] key) {
    return keys.stream().anyMatch(each -> Arrays.equals(each, key))
        ? file.map(Path::toString)
        : Optional.empty();
  }
}

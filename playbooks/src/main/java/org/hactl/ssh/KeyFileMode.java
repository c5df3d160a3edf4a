package org.hactl.ssh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Who may read a private key; the rule is ssh's ({@code sshkey_perm_ok} in {@code authfile.c}). */
final class KeyFileMode {
  private static final Set<PosixFilePermission> OWNERS =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private KeyFileMode() {}

  /** The mode, if the file belongs to this user but the group or others can use it, too. */
  static Optional<String> tooOpen(Path file) {
    try {
      Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
      return isOurs(file) && !OWNERS.containsAll(mode)
          ? Optional.of(PosixFilePermissions.toString(mode))
          : Optional.empty();
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty(); // Reading the key says what is wrong.
    }
  }

  private static boolean isOurs(Path file) throws IOException {
    return Files.getAttribute(file, "unix:uid")
        .equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
  }
}

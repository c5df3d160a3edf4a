package org.hactl.control.image;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;

/**
 * The SHA-256 of an archive, kept beside it as {@code sha256sum} writes it: to read 38 MB for each
 * host took most of the time of an apply that changed nothing.
 */
final class ArchiveSum {
  private ArchiveSum() {}

  static String of(Path archive) throws IOException {
    Path kept = fileOf(archive);
    Optional<String> known = read(kept, archive);
    return known.isPresent() ? known.get() : keep(kept, archive);
  }

  /** A sum from before the archive was made is not used. */
  private static Optional<String> read(Path kept, Path archive) throws IOException {
    if (!Files.exists(kept)
        || Files.getLastModifiedTime(kept).compareTo(Files.getLastModifiedTime(archive)) < 0) {
      return Optional.empty();
    }
    String text = Files.readString(kept);
    return text.matches("[0-9a-f]{64} [ *].*\\R?")
        ? Optional.of(text.substring(0, 64))
        : Optional.empty();
  }

  private static String keep(Path kept, Path archive) throws IOException {
    String sum = compute(archive);
    Path fresh = Files.createTempFile(kept.toAbsolutePath().getParent(), ".sum-", "");
    Files.writeString(fresh, "%s  %s%n".formatted(sum, name(archive)));
    Files.move(fresh, kept, StandardCopyOption.REPLACE_EXISTING);
    return sum;
  }

  private static String compute(Path archive) throws IOException {
    try (DigestInputStream in =
        new DigestInputStream(
            Files.newInputStream(archive), MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  private static Path fileOf(Path archive) {
    return archive.resolveSibling(name(archive) + ".sha256");
  }

  private static String name(Path archive) {
    return Objects.requireNonNull(archive.getFileName()).toString();
  }
}

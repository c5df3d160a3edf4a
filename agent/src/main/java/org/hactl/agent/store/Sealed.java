package org.hactl.agent.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A file's content behind a line that tells whether it is whole: {@code hactl 1 SHA-256} and the
 * rest as it is. A file that a power cut left empty, short or scrambled does not open. Pure.
 */
final class Sealed {
  /** Raised when an older agent could misread a file. */
  static final int FORMAT = 1;

  private static final int HEADER_MAX_BYTES = 100;

  private Sealed() {}

  static byte[] seal(byte[] content) {
    byte[] header =
        ("hactl " + FORMAT + " " + sha256(content) + "\n").getBytes(StandardCharsets.US_ASCII);
    byte[] whole = Arrays.copyOf(header, header.length + content.length);
    System.arraycopy(content, 0, whole, header.length, content.length);
    return whole;
  }

  /** The content, empty if the file is damaged or of a newer format. */
  static Optional<byte[]> open(byte[] file) {
    int end = 0;
    while (end < file.length && file[end] != '\n') {
      end++;
    }
    if (end == file.length || end > HEADER_MAX_BYTES) {
      return Optional.empty();
    }
    String header = new String(file, 0, end, StandardCharsets.US_ASCII);
    byte[] content = Arrays.copyOfRange(file, end + 1, file.length);
    return header.equals("hactl " + FORMAT + " " + sha256(content))
        ? Optional.of(content)
        : Optional.empty();
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}

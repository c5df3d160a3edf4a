package org.hactl.agent.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file's content behind a line that tells whether it is whole: {@code hactl 1 SHA-256} and the
 * rest as it is. A file that a power cut left empty, short or scrambled does not open. Pure.
 */
final class Sealed {
  /** Raised when an older agent could misread a file. */
  static final int FORMAT = 1;

  private static final int HEADER_MAX_BYTES = 100;
  private static final Pattern HEADER = Pattern.compile("hactl ([1-9][0-9]{0,8}) ([0-9a-f]{64})");

  private Sealed() {}

  /** What is behind a seal. */
  sealed interface Opened {
    /** As it was written. */
    record Whole(byte[] content) implements Opened {}

    /** Not as it was written. */
    record Damaged(String reason) implements Opened {}

    /** Written by a newer agent. */
    record Newer(int format) implements Opened {}
  }

  static byte[] seal(byte[] content) {
    byte[] header =
        ("hactl " + FORMAT + " " + sha256(content) + "\n").getBytes(StandardCharsets.US_ASCII);
    byte[] whole = Arrays.copyOf(header, header.length + content.length);
    System.arraycopy(content, 0, whole, header.length, content.length);
    return whole;
  }

  static Opened open(byte[] file) {
    if (file.length == 0) {
      return new Opened.Damaged("is empty");
    }
    int end = 0;
    while (end < file.length && end <= HEADER_MAX_BYTES && file[end] != '\n') {
      end++;
    }
    Matcher header = HEADER.matcher(new String(file, 0, end, StandardCharsets.US_ASCII));
    if (end == file.length || !header.matches()) {
      return new Opened.Damaged("is damaged: its first line is not one that hactl writes");
    }
    byte[] content = Arrays.copyOfRange(file, end + 1, file.length);
    if (!header.group(2).equals(sha256(content))) {
      return new Opened.Damaged("is damaged: its checksum is wrong");
    }
    int format = Integer.parseInt(header.group(1));
    return format > FORMAT ? new Opened.Newer(format) : new Opened.Whole(content);
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}

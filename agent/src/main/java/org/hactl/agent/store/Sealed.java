package org.hactl.agent.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hactl.module.Digests;

/**
 * A file's content after a header line, {@code hactl 1 SHA-256}, which shows whether the content is
 * complete. A file that a power cut left empty, short or scrambled does not open. Pure.
 */
final class Sealed {
  /** The number of the format. It is raised when an older agent could misread a file. */
  static final int FORMAT = 1;

  private static final int HEADER_MAX_BYTES = 100;
  private static final Pattern HEADER = Pattern.compile("hactl ([1-9][0-9]{0,8}) ([0-9a-f]{64})");

  private Sealed() {}

  /** The result of opening a sealed file. */
  sealed interface Opened {
    /** The content as it was written. */
    record Whole(byte[] content) implements Opened {}

    /** The content is not as it was written. */
    record Damaged(String reason) implements Opened {}

    /** A newer agent wrote the file. */
    record Newer(int format) implements Opened {}
  }

  static byte[] seal(byte[] content) {
    byte[] header =
        ("hactl " + FORMAT + " " + Digests.sha256(content) + "\n")
            .getBytes(StandardCharsets.US_ASCII);
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
    if (!header.group(2).equals(Digests.sha256(content))) {
      return new Opened.Damaged("is damaged: its checksum is wrong");
    }
    int format = Integer.parseInt(header.group(1));
    return format > FORMAT ? new Opened.Newer(format) : new Opened.Whole(content);
  }
}

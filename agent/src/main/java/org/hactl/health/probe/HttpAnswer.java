package org.hactl.health.probe;

import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hactl.health.wire.MalformedAnswer;
import org.hactl.health.wire.TimedInput;
import org.jspecify.annotations.Nullable;

/** The head of an HTTP/1.1 response, and then its body piece by piece (RFC 9112). */
final class HttpAnswer {
  private static final Pattern STATUS_LINE =
      Pattern.compile("HTTP/1\\.[01] ([1-9][0-9][0-9])( .*)?");
  private static final Pattern CHUNK_SIZE = Pattern.compile("([0-9A-Fa-f]{1,15})[ \t]*(;.*)?");
  private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");
  private static final int MAX_HEADERS = 200;
  private static final int MAX_INTERIM = 10;

  private final TimedInput in;
  private final int status;
  private boolean chunked;
  private long left = Long.MAX_VALUE;
  private boolean toTheEnd = true;
  private boolean begun;
  private @Nullable String location;

  private HttpAnswer(TimedInput in, int status) {
    this.in = in;
    this.status = status;
  }

  /** Reads up to the final status; interim responses (1xx) are skipped. */
  static HttpAnswer read(TimedInput in) throws IOException, MalformedAnswer {
    for (int interim = 0; interim < MAX_INTERIM; interim++) {
      String line = in.readLine();
      Matcher matcher = STATUS_LINE.matcher(line);
      if (!matcher.matches()) {
        throw new MalformedAnswer("not HTTP: \"" + MalformedAnswer.printable(line) + "\"");
      }
      int status = Integer.parseInt(matcher.group(1));
      if (status >= 200) {
        return new HttpAnswer(in, status);
      }
      headers(in);
    }
    throw new MalformedAnswer("more than " + MAX_INTERIM + " interim answers");
  }

  int status() {
    return status;
  }

  /** Where a redirect leads; null if the answer is none. */
  @Nullable String location() {
    return location;
  }

  String shownLocation() {
    return location == null ? "nowhere" : MalformedAnswer.printable(location);
  }

  /** Reads the headers; after this the body can be read. */
  void readHeaders() throws IOException, MalformedAnswer {
    Map<String, String> headers = headers(in);
    location = headers.get("location");
    String length = headers.get("content-length");
    String encoding = headers.getOrDefault("transfer-encoding", "");
    if (encoding.toLowerCase(Locale.ROOT).endsWith("chunked")) {
      chunked = true;
      left = 0;
    } else if (status == 204 || status == 304) {
      left = 0;
    } else if (length != null) {
      toTheEnd = false;
      if (!LENGTH.matcher(length).matches()) {
        throw new MalformedAnswer(
            "Content-Length is \"" + MalformedAnswer.printable(length) + "\"");
      }
      left = Long.parseLong(length);
    }
  }

  private static Map<String, String> headers(TimedInput in) throws IOException, MalformedAnswer {
    Map<String, String> headers = new HashMap<>();
    for (int count = 0; count < MAX_HEADERS; count++) {
      String line = in.readLine();
      if (line.isEmpty()) {
        return headers;
      }
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.put(
            line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
      }
    }
    throw new MalformedAnswer("more than " + MAX_HEADERS + " headers");
  }

  /** The next bytes of the body, at most this many; an empty array at its end. */
  byte[] readBody(int max) throws IOException, MalformedAnswer {
    if (chunked && left == 0 && !nextChunk()) {
      return new byte[0];
    }
    if (left == 0) {
      return new byte[0];
    }
    byte[] some = in.readSome(Math.min(left, max));
    if (some.length == 0 && (chunked || !toTheEnd)) {
      throw new MalformedAnswer("connection closed in the middle of the body");
    }
    if (chunked || !toTheEnd) {
      left -= some.length;
    }
    return some;
  }

  private boolean nextChunk() throws IOException, MalformedAnswer {
    if (begun && !in.readLine().isEmpty()) {
      throw new MalformedAnswer("a chunk is longer than it says");
    }
    begun = true;
    String line = in.readLine();
    Matcher matcher = CHUNK_SIZE.matcher(line);
    if (!matcher.matches()) {
      throw new MalformedAnswer("a chunk's size is \"" + MalformedAnswer.printable(line) + "\"");
    }
    left = Long.parseLong(matcher.group(1), 16);
    chunked = left > 0;
    return chunked;
  }
}

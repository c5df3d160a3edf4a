package org.hactl.health.http2;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.hactl.health.wire.MalformedAnswer;

/** The fields that a header block names by their numbers: RFC 7541 section 2.3. */
final class FieldTable {
  /** RFC 7541 appendix A, from number 1 on. */
  private static final List<HeaderField> STATIC =
      fields(
          ":authority",
          ":method GET",
          ":method POST",
          ":path /",
          ":path /index.html",
          ":scheme http",
          ":scheme https",
          ":status 200",
          ":status 204",
          ":status 206",
          ":status 304",
          ":status 400",
          ":status 404",
          ":status 500",
          "accept-charset",
          "accept-encoding gzip, deflate",
          "accept-language",
          "accept-ranges",
          "accept",
          "access-control-allow-origin",
          "age",
          "allow",
          "authorization",
          "cache-control",
          "content-disposition",
          "content-encoding",
          "content-language",
          "content-length",
          "content-location",
          "content-range",
          "content-type",
          "cookie",
          "date",
          "etag",
          "expect",
          "expires",
          "from",
          "host",
          "if-match",
          "if-modified-since",
          "if-none-match",
          "if-range",
          "if-unmodified-since",
          "last-modified",
          "link",
          "location",
          "max-forwards",
          "proxy-authenticate",
          "proxy-authorization",
          "range",
          "referer",
          "refresh",
          "retry-after",
          "server",
          "set-cookie",
          "strict-transport-security",
          "transfer-encoding",
          "user-agent",
          "vary",
          "via",
          "www-authenticate");

  private final int limit;
  private final Deque<HeaderField> dynamic = new ArrayDeque<>();
  private int capacity;
  private int size;

  /**
   * @param limit the greatest capacity that the other side may choose, in bytes as RFC 7541 section
   *     4.1 counts them
   */
  FieldTable(int limit) {
    this.limit = limit;
    this.capacity = limit;
  }

  private static List<HeaderField> fields(String... texts) {
    List<HeaderField> fields = new ArrayList<>();
    for (String text : texts) {
      int space = text.indexOf(' ');
      fields.add(
          space < 0
              ? new HeaderField(text, "")
              : new HeaderField(text.substring(0, space), text.substring(space + 1)));
    }
    return List.copyOf(fields);
  }

  HeaderField get(int number) throws MalformedAnswer {
    int place = number - STATIC.size() - 1;
    if (number < 1 || place >= dynamic.size()) {
      throw new MalformedAnswer("a header with the number " + number + ", which is not there");
    }
    return place < 0
        ? STATIC.get(number - 1)
        : dynamic.stream().skip(place).findFirst().orElseThrow();
  }

  /** Adds a field as the newest one. One that is larger than the table empties it. */
  void add(HeaderField field) {
    shrink(capacity - field.size());
    if (field.size() <= capacity) {
      dynamic.addFirst(field);
      size += field.size();
    }
  }

  void resize(int bytes) throws MalformedAnswer {
    if (bytes > limit) {
      throw new MalformedAnswer("a table of headers of " + bytes + " bytes");
    }
    capacity = bytes;
    shrink(capacity);
  }

  private void shrink(int bytes) {
    while (size > bytes && !dynamic.isEmpty()) {
      size -= dynamic.removeLast().size();
    }
  }
}

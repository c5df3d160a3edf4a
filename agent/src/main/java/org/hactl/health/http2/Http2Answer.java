package org.hactl.health.http2;

import java.util.List;
import java.util.Optional;

/**
 * The answer to a request.
 *
 * @param fields the header, and after it the trailer
 */
public record Http2Answer(List<HeaderField> fields, byte[] content) {
  public Http2Answer {
    fields = List.copyOf(fields);
  }

  /** The last value of a field; empty if it is not there. */
  public Optional<String> value(String name) {
    return fields.stream()
        .filter(field -> field.name().equals(name))
        .map(HeaderField::value)
        .reduce((_, last) -> last);
  }

  public String status() {
    return value(":status").orElse("none");
  }
}

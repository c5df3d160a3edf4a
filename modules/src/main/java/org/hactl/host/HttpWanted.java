package org.hactl.host;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The answer that an HTTP check wants. All that is given must hold.
 *
 * @param status one of them must be the answer's
 * @param contains a text in the body
 * @param matches a regular expression of {@link java.util.regex.Pattern} that is found in the body
 * @param json values in the body
 * @param redirect the Location header
 */
public record HttpWanted(
    List<StatusRange> status,
    @Nullable String contains,
    @Nullable String matches,
    List<JsonValueAt> json,
    @Nullable String redirect) {
  public HttpWanted {
    status = List.copyOf(status);
    json = List.copyOf(json);
  }

  public static HttpWanted of(List<Integer> status, @Nullable String contains) {
    return new HttpWanted(
        status.stream().map(each -> new StatusRange(each, each)).toList(),
        contains,
        null,
        List.of(),
        null);
  }

  public boolean wants(int code) {
    return status.stream().anyMatch(range -> range.has(code));
  }

  /** Status codes from {@code first} to {@code last}: {@code 200}, {@code 200-299}. */
  public record StatusRange(int first, int last) {
    private static final Pattern TEXT = Pattern.compile("([1-5][0-9][0-9])(?:-([1-5][0-9][0-9]))?");

    public StatusRange {
      if (first > last) {
        throw new IllegalArgumentException("the range ends before it begins");
      }
    }

    /**
     * Reads one status or a range.
     *
     * @throws IllegalArgumentException if it is no status from 100 to 599 and no range of them
     */
    @JsonCreator
    public static StatusRange parse(String text) {
      Matcher matcher = TEXT.matcher(text);
      if (!matcher.matches()) {
        throw new IllegalArgumentException();
      }
      int first = Integer.parseInt(matcher.group(1));
      return new StatusRange(
          first, matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2)));
    }

    boolean has(int code) {
      return code >= first && code <= last;
    }

    @JsonValue
    @Override
    public String toString() {
      return first == last ? String.valueOf(first) : first + "-" + last;
    }
  }

  /**
   * A value in a JSON body.
   *
   * @param path names and positions with dots between them: {@code checks.0.state}
   * @param equals the value as text: {@code ok}, {@code true}, {@code 3}
   */
  public record JsonValueAt(String path, String equals) {
    @Override
    public String toString() {
      return path + " = " + equals;
    }
  }
}

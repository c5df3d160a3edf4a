package org.hactl.jinja;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hactl.jinja.python.JinjaException;
import org.hactl.jinja.python.None;
import org.hactl.jinja.python.Numbers;
import org.hactl.jinja.python.PythonEscapes;
import org.hactl.jinja.python.Tuple;
import org.hactl.jinja.python.Values;
import org.jspecify.annotations.Nullable;

/** Reads one literal by Python's rules for blanks, line breaks, comments, texts and numbers. */
final class PythonReader {
  /** Python's own limit. */
  private static final int MAX_DEPTH = 200;

  private static final Pattern TEXT_START =
      Pattern.compile("([rR][bB]|[bB][rR]|[rRbBuU])?('''|\"\"\"|'|\")");

  private final String source;
  private final Set<String> names;
  private int at;
  private int depth;
  private boolean signed;
  private @Nullable String unsupported;

  /**
   * @param names constants that are not known
   */
  PythonReader(String source, Set<String> names) {
    this.source = source;
    this.names = names;
  }

  /** Python knows what is written, and templates here have no such value; null if there is none. */
  @Nullable String unsupported() {
    return unsupported;
  }

  /**
   * @throws JinjaException if it is no literal
   */
  Object read() {
    Object value = value();
    if (next(',')) {
      value = new Tuple(items(value, (char) 0));
    }
    skip();
    if (at < source.length() && source.charAt(at) == '\n') {
      depth++;
      skip();
    }
    if (at < source.length()) {
      throw wrong();
    }
    return value;
  }

  private static JinjaException wrong() {
    return new JinjaException("not a literal");
  }

  /** Skips blanks and comments; a line break ends the literal outside brackets. */
  private void skip() {
    for (; at < source.length(); at++) {
      char c = source.charAt(at);
      if (c == '#') {
        int end = source.indexOf('\n', at);
        at = (end < 0 ? source.length() : end) - 1;
      } else if (source.startsWith("\\\n", at)) {
        at++;
      } else if (c != ' ' && c != '\t' && c != '\f' && !(c == '\n' && depth > 0)) {
        return;
      }
    }
  }

  private boolean next(char sign) {
    skip();
    boolean found = at < source.length() && source.charAt(at) == sign;
    if (found) {
      at++;
    }
    return found;
  }

  private boolean ends(char close) {
    skip();
    return close == 0
        ? at >= source.length() || source.charAt(at) == '\n'
        : at < source.length() && source.charAt(at) == close;
  }

  private Object value() {
    boolean minus = next('-');
    if (minus || next('+')) {
      Object number = atom();
      if (signed || !Numbers.isNumber(number) || number instanceof Boolean) {
        throw wrong();
      }
      signed = true;
      if (!minus) {
        return number;
      }
      return number instanceof Double decimal
          ? (Object) (-decimal)
          : Numbers.of(Numbers.whole(number).negate());
    }
    return atom();
  }

  private Object atom() {
    signed = false;
    skip();
    if (at >= source.length() || depth >= MAX_DEPTH) {
      throw wrong();
    }
    if (source.startsWith("...", at)) {
      at += 3;
      unsupported = "an ellipsis";
      return None.NONE;
    }
    char c = source.charAt(at);
    if (c == '[' || c == '(' || c == '{') {
      at++;
      depth++;
      Object made = c == '[' ? list() : c == '(' ? tuple() : map();
      depth--;
      return made;
    }
    if (matcher(TEXT_START).lookingAt()) {
      StringBuilder text = new StringBuilder();
      while (matcher(TEXT_START).lookingAt()) {
        text.append(text());
        skip();
      }
      return text.toString();
    }
    return Character.isDigit(c) || c == '.' ? number() : name();
  }

  private Matcher matcher(Pattern pattern) {
    return pattern.matcher(source).region(at, source.length());
  }

  private void close(char sign) {
    if (!next(sign)) {
      throw wrong();
    }
    signed = false;
  }

  private List<Object> items(@Nullable Object first, char close) {
    List<Object> items = new ArrayList<>();
    if (first != null) {
      items.add(first);
    }
    while (!ends(close)) {
      items.add(value());
      if (!next(',')) {
        break;
      }
    }
    return items;
  }

  private Object list() {
    List<Object> items = items(null, ']');
    close(']');
    return items;
  }

  private Object tuple() {
    if (ends(')')) {
      close(')');
      return new Tuple(List.of());
    }
    Object first = value();
    boolean one = signed;
    if (next(',')) {
      List<Object> items = items(first, ')');
      close(')');
      return new Tuple(items);
    }
    close(')');
    signed = one;
    return first;
  }

  private Object map() {
    Map<Object, Object> map = new LinkedHashMap<>();
    if (ends('}')) {
      close('}');
      return map;
    }
    Object first = value();
    if (!next(':')) {
      if (next(',')) {
        items(first, '}').forEach(this::key);
      }
      key(first);
      close('}');
      unsupported = "a set";
      return map;
    }
    Object key = first;
    while (true) {
      Object wanted = key(key);
      Object same =
          map.keySet().stream().filter(k -> Values.equal(k, wanted)).findFirst().orElse(wanted);
      map.put(same, value());
      if (!next(',') || ends('}')) {
        close('}');
        return map;
      }
      key = value();
      if (!next(':')) {
        throw wrong();
      }
    }
  }

  /** Ansible stops where Python refuses a key. */
  private Object key(Object value) {
    try {
      return Values.key(value);
    } catch (JinjaException e) {
      unsupported = Values.a(value) + " as a key";
      return None.NONE;
    }
  }

  private String text() {
    Matcher start = matcher(TEXT_START);
    if (!start.lookingAt()) {
      throw wrong();
    }
    String prefix = start.group(1) == null ? "" : start.group(1);
    String quote = start.group(2);
    int from = start.end();
    int end = from;
    while (!source.startsWith(quote, end)) {
      if (end >= source.length() || (quote.length() == 1 && source.charAt(end) == '\n')) {
        throw wrong();
      }
      end += source.charAt(end) == '\\' ? 2 : 1;
    }
    at = end + quote.length();
    if (prefix.matches(".*[bB].*")) {
      unsupported = "a text of bytes";
    }
    String inside = source.substring(from, end);
    if (prefix.matches(".*[rR].*")) {
      return inside;
    }
    if (inside.matches("(?s)(?:[^\\\\]|\\\\.)*?\\\\N.*")) {
      unsupported = "a character by its name";
      return "";
    }
    return PythonEscapes.resolve(inside, from);
  }

  private Object number() {
    PythonNumber number = PythonNumber.at(source, at).orElseThrow(PythonReader::wrong);
    at = number.end();
    char after = at < source.length() ? source.charAt(at) : ' ';
    if (after == 'j' || after == 'J') {
      at++;
      unsupported = "a complex number";
    } else if (after == '_' || after == '.' || Character.isLetterOrDigit(after)) {
      throw wrong();
    }
    return number.value();
  }

  private Object name() {
    int from = at;
    while (at < source.length() && Character.isUnicodeIdentifierPart(source.charAt(at))) {
      at++;
    }
    String name = source.substring(from, at);
    if (names.contains(name)) {
      throw wrong();
    }
    return switch (name) {
      case "True", "true" -> true;
      case "False", "false" -> false;
      case "None", "none", "null" -> None.NONE;
      default -> throw wrong();
    };
  }
}

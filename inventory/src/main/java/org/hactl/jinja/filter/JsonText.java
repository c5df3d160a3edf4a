package org.hactl.jinja.filter;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.hactl.jinja.python.DateTime;
import org.hactl.jinja.python.JinjaException;
import org.hactl.jinja.python.Markup;
import org.hactl.jinja.python.None;
import org.hactl.jinja.python.Numbers;
import org.hactl.jinja.python.Ordering;
import org.hactl.jinja.python.PythonText;
import org.hactl.jinja.python.Range;
import org.hactl.jinja.python.Values;

/** Python's {@code json.dumps}. */
final class JsonText {
  private final StringBuilder out = new StringBuilder();
  private final Runtime runtime;
  private final String indent;
  private final boolean indented;
  private final boolean sorted;
  private final boolean ascii;
  private final String comma;
  private final String colon;

  private JsonText(
      Runtime runtime, Object indent, boolean sorted, boolean ascii, String comma, String colon) {
    this.runtime = runtime;
    this.indented = indent != None.NONE;
    this.indent =
        indent instanceof String text
            ? text
            : " ".repeat(indented ? Math.clamp(Numbers.index(indent), 0, 99) : 0);
    this.sorted = sorted;
    this.ascii = ascii;
    this.comma = comma;
    this.colon = colon;
  }

  /** The text with the settings of {@code to_json} or {@code to_nice_json}. */
  static String write(Object value, Arguments a) {
    boolean indented = a.given("indent");
    String comma = indented ? "," : ", ";
    String colon = ": ";
    if (a.values().containsKey("separators") && a.given("separators")) {
      List<Object> two = Values.items(a.get("separators"));
      if (two.size() != 2) {
        throw new JinjaException("\"separators\" takes two texts");
      }
      comma = Values.text(two.get(0));
      colon = Values.text(two.get(1));
    }
    return new JsonText(
            a.runtime(),
            a.get("indent"),
            a.truth("sort_keys"),
            a.truth("ensure_ascii"),
            comma,
            colon)
        .run(value);
  }

  /** The text with the settings of {@code tojson}. */
  static String sortedHtml(Object value, Arguments a) {
    String comma = a.given("indent") ? "," : ", ";
    return new JsonText(a.runtime(), a.get("indent"), true, true, comma, ": ").run(value);
  }

  private String run(Object value) {
    write(value, 0);
    return out.toString();
  }

  private void write(Object value, int depth) {
    runtime.spend(4);
    if (depth > 100) {
      throw new JinjaException("a value is nested too deeply");
    }
    switch (Values.defined(value)) {
      case None _ -> out.append("null");
      case Boolean yes -> out.append(yes ? "true" : "false");
      case Long _, BigInteger _ -> out.append(value);
      case Double number -> out.append(number(number));
      case String text -> quote(text);
      case Markup markup -> quote(markup.html());
      case DateTime date -> quote(date.iso("T"));
      case DateTime.Day day -> quote(day.date().toString());
      case Range _ -> throw unwritable(value);
      case List<?> list -> list(list, depth + 1);
      case Map<?, ?> map -> map(Values.map(map), depth + 1);
      default -> throw unwritable(value);
    }
  }

  private static JinjaException unwritable(Object value) {
    return new JinjaException(Values.a(value) + " cannot be written as JSON; use list");
  }

  private static String number(double number) {
    if (Double.isNaN(number)) {
      return "NaN";
    }
    if (Double.isInfinite(number)) {
      return number > 0 ? "Infinity" : "-Infinity";
    }
    return PythonText.floating(number);
  }

  private void list(List<?> list, int depth) {
    out.append('[');
    String before = "";
    for (Object item : list) {
      out.append(before);
      line(depth);
      write(Objects.requireNonNull(item), depth);
      before = comma;
    }
    if (!list.isEmpty()) {
      line(depth - 1);
    }
    out.append(']');
  }

  private void map(Map<Object, Object> map, int depth) {
    List<Object> keys = new ArrayList<>(map.keySet());
    if (sorted) {
      keys.sort(Ordering::compare);
    }
    out.append('{');
    String before = "";
    for (Object key : keys) {
      out.append(before);
      line(depth);
      quote(key(key));
      out.append(colon);
      write(Objects.requireNonNull(map.get(key)), depth);
      before = comma;
    }
    if (!map.isEmpty()) {
      line(depth - 1);
    }
    out.append('}');
  }

  private static String key(Object key) {
    return switch (key) {
      case String text -> text;
      case None _ -> "null";
      case Boolean yes -> yes ? "true" : "false";
      case Double number -> number(number);
      case Number number -> number.toString();
      default -> throw new JinjaException(Values.a(key) + " is no key in JSON");
    };
  }

  private void line(int depth) {
    if (indented) {
      runtime.spend((long) depth * indent.length());
      out.append('\n').append(indent.repeat(depth));
    }
  }

  private void quote(String text) {
    runtime.spend(text.length());
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\f' -> out.append("\\f");
        case '\b' -> out.append("\\b");
        default -> {
          if (c < 0x20 || (ascii && c > 0x7E)) {
            out.append(c == 0x7F ? "\u007F" : "\\u%04x".formatted((int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}

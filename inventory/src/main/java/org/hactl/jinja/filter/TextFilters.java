package org.hactl.jinja.filter;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hactl.jinja.python.Chars;
import org.hactl.jinja.python.JinjaException;
import org.hactl.jinja.python.Markup;
import org.hactl.jinja.python.NativeText;
import org.hactl.jinja.python.None;
import org.hactl.jinja.python.Tuple;
import org.hactl.jinja.python.Values;

/** Filters that make a text of a value. */
final class TextFilters {
  private static final Pattern WORD_START = Pattern.compile("[-\\s({\\[<]+");
  private static final Pattern WORD = Pattern.compile("\\w+", Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern SHELL_SAFE = Pattern.compile("[a-zA-Z0-9@%_+=:,./-]+");

  private TextFilters() {}

  static List<Filter> all() {
    return List.of(
        Filter.of("upper", "", (v, a) -> str(v, a).toUpperCase(Locale.ROOT)),
        Filter.of("lower", "", (v, a) -> str(v, a).toLowerCase(Locale.ROOT)),
        Filter.of("capitalize", "", (v, a) -> TextMethods.capitalized(str(v, a))),
        Filter.of("title", "", (v, a) -> title(str(v, a))),
        Filter.of("string", "", (v, a) -> new NativeText(str(v, a))),
        Filter.of(
            "trim",
            "chars=None",
            (v, a) ->
                a.given("chars")
                    ? Chars.stripRight(Chars.stripLeft(str(v, a), a.text("chars")), a.text("chars"))
                    : Chars.strip(str(v, a))),
        Filter.of(
            "replace",
            "old, new, count=None",
            (v, a) ->
                Replacing.replace(
                    str(v, a),
                    str(a.get("old"), a),
                    str(a.get("new"), a),
                    a.given("count") ? a.whole("count") : -1,
                    a.runtime())),
        Filter.of("center", "width=80", (v, a) -> Padding.center(str(v, a), a)),
        Filter.of("indent", "width=4, first=False, blank=False", TextFilters::indent),
        Filter.of(
            "truncate", "length=255, killwords=False, end='...', leeway=None", TextFilters::cut),
        Filter.of("wordcount", "", (v, a) -> WORD.matcher(str(v, a)).results().count()),
        Filter.of(
            "format",
            "*args, **kwargs",
            (v, a) -> {
              if (!a.rest().isEmpty() && !a.extra().isEmpty()) {
                throw new JinjaException("\"format\" takes values with names or without, not both");
              }
              Object values = a.extra().isEmpty() ? new Tuple(a.rest()) : a.extra();
              return PercentFormat.format(str(v, a), values, a.runtime());
            }),
        Filter.of("escape", "", (v, a) -> v instanceof Markup ? v : Markup.escape(str(v, a))),
        Filter.of("forceescape", "", (v, a) -> Markup.escape(str(v, a))),
        Filter.of("safe", "", (v, a) -> new Markup(str(v, a))),
        Filter.of("urlencode", "", (v, a) -> urlencode(v, a)),
        Filter.of(
            "urldecode", "", (v, _) -> URLDecoder.decode(Values.text(v), StandardCharsets.UTF_8)),
        Filter.of("quote", "", (v, a) -> quote(v == None.NONE ? "" : str(v, a))),
        Filter.of("split", "sep=None, maxsplit=-1", (v, a) -> Splitting.split(Values.text(v), a)),
        Filter.of("comment", "style='plain', **kwargs", CommentFilter::apply));
  }

  private static String str(Object value, Arguments a) {
    return a.runtime().str(value);
  }

  private static String title(String text) {
    StringBuilder out = new StringBuilder();
    Matcher breaks = WORD_START.matcher(text);
    int from = 0;
    while (breaks.find()) {
      out.append(TextMethods.capitalized(text.substring(from, breaks.start())));
      out.append(breaks.group());
      from = breaks.end();
    }
    return out.append(TextMethods.capitalized(text.substring(from))).toString();
  }

  private static Object indent(Object value, Arguments a) {
    String text = Values.text(value);
    String indent =
        a.get("width") instanceof String s ? s : " ".repeat(Math.clamp(a.whole("width"), 0, 9_999));
    List<Object> lines = Chars.lines(text + "\n", false);
    a.runtime().spend((long) lines.size() * indent.length() + text.length());
    List<String> made = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = (String) lines.get(i);
      boolean indented = i > 0 && (a.truth("blank") || !line.isEmpty());
      made.add(indented ? indent + line : line);
    }
    return (a.truth("first") ? indent : "") + String.join("\n", made);
  }

  private static Object cut(Object value, Arguments a) {
    String text = Values.text(value);
    int length = a.whole("length");
    String end = a.text("end");
    int leeway = a.given("leeway") ? a.whole("leeway") : 5;
    if (length < Chars.length(end) || leeway < 0) {
      throw new JinjaException("\"truncate\": the length is less than that of its end");
    }
    if (Chars.length(text) <= (long) length + leeway) {
      return text;
    }
    String kept = Chars.substring(text, 0, length - Chars.length(end));
    int space = kept.lastIndexOf(' ');
    return (a.truth("killwords") || space < 0 ? kept : kept.substring(0, space)) + end;
  }

  private static Object urlencode(Object value, Arguments a) {
    if (value instanceof Map<?, ?> || (value instanceof List<?>)) {
      List<String> parts = new ArrayList<>();
      List<Object> pairs =
          value instanceof Map<?, ?>
              ? CollectionMethods.pairs(Values.map(value))
              : Values.items(value);
      for (Object pair : pairs) {
        List<Object> two = Values.items(pair);
        if (two.size() != 2) {
          throw new JinjaException("\"urlencode\" takes pairs");
        }
        parts.add(query(str(two.get(0), a)) + "=" + query(str(two.get(1), a)));
      }
      return String.join("&", parts);
    }
    return query(str(value, a)).replace("+", "%20").replace("%2F", "/");
  }

  private static String query(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("*", "%2A").replace("%7E", "~");
  }

  private static String quote(String text) {
    return SHELL_SAFE.matcher(text).matches() ? text : "'" + text.replace("'", "'\"'\"'") + "'";
  }
}

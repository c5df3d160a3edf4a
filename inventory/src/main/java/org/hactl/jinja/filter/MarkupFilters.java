package org.hactl.jinja.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hactl.jinja.python.JinjaException;
import org.hactl.jinja.python.Markup;
import org.hactl.jinja.python.None;
import org.hactl.jinja.python.Undefined;
import org.hactl.jinja.python.Values;

/** Jinja's filters for HTML, and those that show a value's type, text or attribute. */
final class MarkupFilters {
  private static final Pattern COMMENT = Pattern.compile("<!--.*?-->", Pattern.DOTALL);
  private static final Pattern TAG = Pattern.compile("<.*?>", Pattern.DOTALL);
  private static final Pattern WRONG_KEY = Pattern.compile("[\\s/>=]");
  private static final Pattern ENTITY =
      Pattern.compile("&(?:#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z][A-Za-z0-9]*));?");
  private static final Map<String, String> ENTITIES =
      Map.ofEntries(
          Map.entry("amp", "&"),
          Map.entry("lt", "<"),
          Map.entry("gt", ">"),
          Map.entry("quot", "\""),
          Map.entry("apos", "'"),
          Map.entry("nbsp", "\u00a0"),
          Map.entry("copy", "\u00a9"),
          Map.entry("raquo", "\u00bb"),
          Map.entry("laquo", "\u00ab"));

  private MarkupFilters() {}

  static List<Filter> all() {
    return List.of(
        Filter.of("striptags", "", (v, a) -> stripped(a.runtime().str(v), a)),
        Filter.opaque("xmlattr", "autospace=True", MarkupFilters::attributes),
        Filter.of(
            "wordwrap",
            "width=79, break_long_words=True, wrapstring=None, break_on_hyphens=True",
            WordWrap::wrap),
        Filter.of("pprint", "", (v, a) -> printed(v, a)),
        Filter.opaque("attr", "name", MarkupFilters::attribute),
        Filter.opaque("type_debug", "", MarkupFilters::type));
  }

  private static Object stripped(String text, Arguments a) {
    a.runtime().spend(text.length() * 4L);
    Runtime runtime = a.runtime();
    String bare = COMMENT.matcher(RegexFilters.counted(text, runtime)).replaceAll("");
    String plain = TAG.matcher(RegexFilters.counted(bare, runtime)).replaceAll("");
    List<String> words = new ArrayList<>();
    Matcher space = Pattern.compile("\\S+", Pattern.UNICODE_CHARACTER_CLASS).matcher(plain);
    while (space.find()) {
      words.add(space.group());
    }
    return ENTITY
        .matcher(String.join(" ", words))
        .replaceAll(match -> Matcher.quoteReplacement(character(match.group(), match)));
  }

  private static String character(String written, java.util.regex.MatchResult match) {
    if (match.group(3) == null) {
      boolean decimal = match.group(1) != null;
      int code = Integer.parseInt(decimal ? match.group(1) : match.group(2), decimal ? 10 : 16);
      if (code < 32 || code >= 0x7F && code < 0xA0 || code > 0xD7FF) {
        throw new JinjaException("\"striptags\" does not know the character " + written);
      }
      return Character.toString(code);
    }
    String known = ENTITIES.get(match.group(3));
    if (known == null || !written.endsWith(";")) {
      throw new JinjaException("\"striptags\" does not know the character " + written);
    }
    return known;
  }

  private static Object attributes(Object value, Arguments a) {
    StringBuilder out = new StringBuilder();
    Values.map(value)
        .forEach((key, item) -> {
          if (item == None.NONE || item instanceof Undefined) {
            return;
          }
          String name = a.runtime().str(key);
          if (WRONG_KEY.matcher(name).find()) {
            throw new JinjaException("\"xmlattr\" takes names without blanks, /, > and =");
          }
          out.append(out.isEmpty() ? "" : " ")
              .append(Markup.escape(name).html())
              .append("=\"")
              .append(escaped(item, a))
              .append('"');
        });
    return (a.truth("autospace") && !out.isEmpty() ? " " : "") + out;
  }

  private static String escaped(Object value, Arguments a) {
    Object open = a.runtime().open(value);
    return open instanceof Markup markup
        ? markup.html()
        : Markup.escape(a.runtime().str(open)).html();
  }

  private static Object printed(Object value, Arguments a) {
    String text = a.runtime().repr(sorted(value));
    if (text.length() > 80) {
      throw new JinjaException("\"pprint\" writes only what fits into a line; use to_nice_yaml");
    }
    return text;
  }

  /** Python's {@code pprint} sorts maps by their keys. */
  private static Object sorted(Object value) {
    return switch (value) {
      case Map<?, ?> map when map.keySet().stream().allMatch(String.class::isInstance) -> {
        Map<Object, Object> made = new TreeMap<>();
        Values.map(map).forEach((key, item) -> made.put(key, sorted(item)));
        yield made;
      }
      default -> value;
    };
  }

  private static Object attribute(Object value, Arguments a) {
    String name = a.text("name");
    if (Values.defined(value) instanceof Map<?, ?>) {
      Optional<Callable> method = Methods.of(value, name);
      return method
          .<Object>map(found -> found)
          .orElseGet(() -> Undefined.of("a map has no attribute \"" + name + "\"", -1));
    }
    return Items.attribute(value, name, -1, "the attribute \"" + name + "\"");
  }

  private static Object type(Object value, Arguments a) {
    if (value instanceof Callable) {
      throw new JinjaException("\"type_debug\" takes a value, found a function");
    }
    return a.runtime().isNative(value) ? "NativeJinjaText" : Values.type(a.runtime().reveal(value));
  }
}

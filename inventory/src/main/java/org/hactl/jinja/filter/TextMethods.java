package org.hactl.jinja.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import org.hactl.jinja.python.Chars;
import org.hactl.jinja.python.JinjaException;
import org.hactl.jinja.python.Tuple;
import org.hactl.jinja.python.Values;

/** The methods of Python's texts. */
final class TextMethods {
  private TextMethods() {}

  static List<Filter> all() {
    List<Filter> all = new ArrayList<>(plain());
    all.addAll(searching());
    all.addAll(cutting());
    all.addAll(testing());
    return all;
  }

  private static String s(Object value) {
    return Values.text(value);
  }

  private static List<Filter> plain() {
    return List.of(
        Filter.of("upper", "", (v, _) -> s(v).toUpperCase(Locale.ROOT)),
        Filter.of("lower", "", (v, _) -> s(v).toLowerCase(Locale.ROOT)),
        Filter.of("casefold", "", (v, _) -> s(v).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT)),
        Filter.of("capitalize", "", (v, _) -> capitalized(s(v))),
        Filter.of("title", "", (v, _) -> titled(s(v))),
        Filter.of("swapcase", "", (v, _) -> swapped(s(v))),
        Filter.of("strip", "chars=None", (v, a) -> right(left(s(v), a), a)),
        Filter.of("lstrip", "chars=None", (v, a) -> left(s(v), a)),
        Filter.of("rstrip", "chars=None", (v, a) -> right(s(v), a)),
        Filter.of("center", "width, fillchar=' '", (v, a) -> Padding.center(s(v), a)),
        Filter.of("ljust", "width, fillchar=' '", (v, a) -> Padding.left(s(v), a)),
        Filter.of("rjust", "width, fillchar=' '", (v, a) -> Padding.right(s(v), a)),
        Filter.of("expandtabs", "tabsize=8", (v, a) -> Padding.tabs(s(v), a)),
        Filter.of("zfill", "width", (v, a) -> Padding.zeros(s(v), a)),
        Filter.of(
            "removeprefix",
            "prefix",
            (v, a) ->
                s(v).startsWith(a.text("prefix")) ? s(v).substring(a.text("prefix").length()) : v),
        Filter.of(
            "removesuffix",
            "suffix",
            (v, a) ->
                s(v).endsWith(a.text("suffix"))
                    ? s(v).substring(0, s(v).length() - a.text("suffix").length())
                    : v),
        Filter.of(
            "join",
            "items",
            (v, a) -> {
              List<Object> items = Values.items(a.get("items"));
              a.runtime().spend((long) items.size() * (1 + s(v).length()));
              StringBuilder out = new StringBuilder();
              for (int i = 0; i < items.size(); i++) {
                String item = Values.text(items.get(i));
                a.runtime().spend(item.length());
                out.append(i == 0 ? "" : s(v)).append(item);
              }
              return out.toString();
            }),
        Filter.of(
            "format",
            "*args, **kwargs",
            (v, a) -> BraceFormat.format(s(v), a.rest(), a.extra(), a.runtime())),
        Filter.of(
            "replace",
            "old, new, count=-1",
            (v, a) ->
                Replacing.replace(
                    s(v), a.text("old"), a.text("new"), a.whole("count"), a.runtime())));
  }

  private static List<Filter> searching() {
    return List.of(
        Filter.of("startswith", "prefix", (v, a) -> any(a.get("prefix"), s(v)::startsWith)),
        Filter.of("endswith", "suffix", (v, a) -> any(a.get("suffix"), s(v)::endsWith)),
        Filter.of("find", "sub", (v, a) -> index(s(v), s(v).indexOf(a.text("sub")))),
        Filter.of("rfind", "sub", (v, a) -> index(s(v), s(v).lastIndexOf(a.text("sub")))),
        Filter.of("index", "sub", (v, a) -> found(s(v), s(v).indexOf(a.text("sub")))),
        Filter.of("rindex", "sub", (v, a) -> found(s(v), s(v).lastIndexOf(a.text("sub")))),
        Filter.of("count", "sub", (v, a) -> Replacing.count(s(v), a.text("sub"))));
  }

  private static boolean any(Object words, java.util.function.Predicate<String> test) {
    return words instanceof Tuple tuple
        ? tuple.stream().anyMatch(word -> test.test(Values.text(word)))
        : test.test(Values.text(words));
  }

  private static Object index(String text, int at) {
    return at < 0 ? -1L : (long) text.codePointCount(0, at);
  }

  private static Object found(String text, int at) {
    if (at < 0) {
      throw new JinjaException("the text does not contain that text");
    }
    return index(text, at);
  }

  private static List<Filter> cutting() {
    return List.of(
        Filter.of("split", "sep=None, maxsplit=-1", (v, a) -> Splitting.split(s(v), a)),
        Filter.of("rsplit", "sep=None, maxsplit=-1", (v, a) -> Splitting.splitRight(s(v), a)),
        Filter.of("splitlines", "keepends=False", (v, a) -> Chars.lines(s(v), a.truth("keepends"))),
        Filter.of("partition", "sep", (v, a) -> Splitting.partition(s(v), a.text("sep"))),
        Filter.of("rpartition", "sep", (v, a) -> Splitting.partitionRight(s(v), a.text("sep"))));
  }

  private static List<Filter> testing() {
    return List.of(
        Filter.of("isdigit", "", (v, _) -> every(s(v), Character::isDigit)),
        Filter.of("isdecimal", "", (v, _) -> every(s(v), Character::isDigit)),
        Filter.of("isnumeric", "", (v, _) -> every(s(v), Character::isDigit)),
        Filter.of("isascii", "", (v, _) -> s(v).chars().allMatch(c -> c < 128)),
        Filter.of("isalpha", "", (v, _) -> every(s(v), Character::isLetter)),
        Filter.of("isalnum", "", (v, _) -> every(s(v), Character::isLetterOrDigit)),
        Filter.of("isspace", "", (v, _) -> every(s(v), Chars::isSpace)),
        Filter.of("islower", "", (v, _) -> cased(s(v), Character::isUpperCase)),
        Filter.of("isupper", "", (v, _) -> cased(s(v), Character::isLowerCase)),
        Filter.of("istitle", "", (v, _) -> cased(s(v), _ -> false) && titled(s(v)).equals(v)));
  }

  private static boolean every(String text, IntPredicate test) {
    return !text.isEmpty() && text.codePoints().allMatch(test);
  }

  /** Whether a text has letters of one case and none of the other. */
  static boolean cased(String text, IntPredicate other) {
    return text.codePoints().noneMatch(other)
        && text.codePoints().anyMatch(c -> Character.isUpperCase(c) || Character.isLowerCase(c));
  }

  static String capitalized(String text) {
    if (text.isEmpty()) {
      return text;
    }
    int first = text.offsetByCodePoints(0, 1);
    int letter = text.codePointAt(0);
    String title = Character.toString(Character.toTitleCase(letter));
    String upper = text.substring(0, first).toUpperCase(Locale.ROOT);
    boolean one = upper.codePointCount(0, upper.length()) == 1;
    return (one ? title : upper.substring(0, 1) + upper.substring(1).toLowerCase(Locale.ROOT))
        + text.substring(first).toLowerCase(Locale.ROOT);
  }

  private static String titled(String text) {
    StringBuilder out = new StringBuilder();
    boolean[] inWord = {false};
    text.codePoints()
        .forEach(c -> {
          out.appendCodePoint(inWord[0] ? Character.toLowerCase(c) : Character.toTitleCase(c));
          inWord[0] = Character.isLetter(c);
        });
    return out.toString();
  }

  private static String swapped(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(c ->
            out.append(
                Character.isUpperCase(c)
                    ? Character.toString(c).toLowerCase(Locale.ROOT)
                    : Character.toString(c).toUpperCase(Locale.ROOT)));
    return out.toString();
  }

  private static String left(String text, Arguments a) {
    return a.given("chars") ? Chars.stripLeft(text, a.text("chars")) : Chars.stripLeft(text);
  }

  private static String right(String text, Arguments a) {
    return a.given("chars") ? Chars.stripRight(text, a.text("chars")) : Chars.stripRight(text);
  }
}

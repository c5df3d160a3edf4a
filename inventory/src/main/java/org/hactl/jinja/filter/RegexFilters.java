package org.hactl.jinja.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hactl.jinja.filter.RegexSyntax.Regex;
import org.hactl.jinja.python.JinjaException;
import org.hactl.jinja.python.None;
import org.hactl.jinja.python.Tuple;
import org.hactl.jinja.python.Values;

/** Ansible's filters with regular expressions. */
final class RegexFilters {
  private static final String FLAGS = "ignorecase=False, multiline=False";
  private static final Pattern REFERENCE = Pattern.compile("\\\\g<([^>]+)>|\\\\(\\d{1,2})");

  private RegexFilters() {}

  static List<Filter> all() {
    return List.of(
        Filter.of("regex_replace", "pattern='', replacement='', " + FLAGS, RegexFilters::replace),
        Filter.of(
            "regex_findall", "regex, multiline=False, ignorecase=False", RegexFilters::findAll),
        Filter.of("regex_search", "regex, *args, **kwargs", RegexFilters::search),
        Filter.of("regex_escape", "re_type='python'", RegexFilters::escape));
  }

  /** A matcher that counts its work against the template's budget. */
  static Matcher matcher(Regex regex, String text, Runtime runtime) {
    return regex.pattern().matcher(counted(text, runtime));
  }

  /** The text, of which each character that is read counts against the template's budget. */
  static CharSequence counted(String text, Runtime runtime) {
    return new CountedText(text, runtime);
  }

  static Regex compile(Arguments a, String name) {
    return RegexSyntax.compile(a.text(name), a.truth("ignorecase"), a.truth("multiline"));
  }

  private static Object replace(Object value, Arguments a) {
    String text = a.runtime().str(value);
    Regex regex = compile(a, "pattern");
    List<Object> parts = RegexReplacement.parts(a.text("replacement"), regex);
    Matcher matcher = matcher(regex, text, a.runtime());
    StringBuilder out = new StringBuilder();
    int from = 0;
    while (matcher.find()) {
      out.append(text, from, matcher.start());
      for (Object part : parts) {
        String piece = part instanceof Integer number ? group(matcher, number) : (String) part;
        a.runtime().spend(piece.length() + 1L);
        out.append(piece);
      }
      from = matcher.end();
    }
    a.runtime().spend(out.length());
    return out.append(text, from, text.length()).toString();
  }

  private static String group(Matcher matcher, int number) {
    String group = matcher.group(number);
    return group == null ? "" : group;
  }

  private static Object findAll(Object value, Arguments a) {
    Regex regex = compile(a, "regex");
    Matcher matcher = matcher(regex, a.runtime().str(value), a.runtime());
    List<Object> found = new ArrayList<>();
    while (matcher.find()) {
      a.runtime().spend(4 + matcher.group().length());
      if (regex.count() <= 1) {
        found.add(group(matcher, regex.count()));
      } else {
        List<Object> groups = new ArrayList<>();
        for (int i = 1; i <= regex.count(); i++) {
          groups.add(group(matcher, i));
        }
        found.add(new Tuple(groups));
      }
    }
    return found;
  }

  private static Object search(Object value, Arguments a) {
    a.extra().keySet().stream()
        .filter(name -> !name.equals("ignorecase") && !name.equals("multiline"))
        .findFirst()
        .ifPresent(name -> {
          throw new JinjaException("\"regex_search\" has no argument \"" + name + "\"");
        });
    Regex regex =
        RegexSyntax.compile(
            a.text("regex"),
            Values.truth(a.extra().getOrDefault("ignorecase", false)),
            Values.truth(a.extra().getOrDefault("multiline", false)));
    List<Integer> wanted = a.rest().stream().map(arg -> wanted(Values.text(arg), regex)).toList();
    Matcher matcher = matcher(regex, a.runtime().str(value), a.runtime());
    if (!matcher.find()) {
      return None.NONE;
    }
    if (wanted.isEmpty()) {
      return matcher.group();
    }
    List<Object> groups = new ArrayList<>();
    for (int number : wanted) {
      String group = matcher.group(number);
      groups.add(group == null ? None.NONE : group);
    }
    return groups;
  }

  private static int wanted(String argument, Regex regex) {
    Matcher matcher = REFERENCE.matcher(argument);
    if (!matcher.lookingAt()) {
      throw new JinjaException("\"regex_search\" takes groups as \\1 or \\g<name>");
    }
    return RegexReplacement.group(
        matcher.group(1) != null ? matcher.group(1) : matcher.group(2), regex);
  }

  private static Object escape(Object value, Arguments a) {
    String text = a.runtime().str(value);
    return switch (a.text("re_type")) {
      case "python" -> text.replaceAll("[-\\[\\](){}?*+|^$\\\\.&~# \t\n\r\u000B\f]", "\\\\$0");
      case "posix_basic" -> text.replaceAll("[\\].\\[^$*\\\\]", "\\\\$0");
      default -> throw new JinjaException("\"regex_escape\" has no such type");
    };
  }

  /** A text that counts each character that the matcher reads, to stop a runaway expression. */
  private record CountedText(String text, Runtime runtime) implements CharSequence {
    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      runtime.spend(1);
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.substring(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}

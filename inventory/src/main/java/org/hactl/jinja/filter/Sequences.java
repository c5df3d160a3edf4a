package org.hactl.jinja.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hactl.jinja.python.JinjaException;
import org.hactl.jinja.python.Numbers;
import org.hactl.jinja.python.Tuple;
import org.hactl.jinja.python.Values;

/**
 * Ansible's lookup {@code sequence}: {@code [start-]end[/stride][:format]}, or names and values.
 */
final class Sequences {
  private static final String NUMBER = "(?:0x[0-9a-f]+|[0-9]+)";
  private static final Pattern SHORT =
      Pattern.compile(
          "(?:(" + NUMBER + ")-)?(" + NUMBER + ")(?:/(" + NUMBER + "))?(?::(.+))?",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern PAIR = Pattern.compile("(\\w+)=(\\S+)");

  private long start = 1;
  private long end = Long.MIN_VALUE;
  private long count = Long.MIN_VALUE;
  private long stride = 1;
  private String format = "%d";

  private Sequences() {}

  static List<Object> run(List<Object> terms, Runtime runtime) {
    List<Object> all = new ArrayList<>();
    for (Object term : terms) {
      new Sequences().add(Values.text(term), all, runtime);
    }
    return all;
  }

  private void add(String term, List<Object> all, Runtime runtime) {
    Matcher matcher = SHORT.matcher(term);
    if (matcher.matches()) {
      start = matcher.group(1) == null ? start : number(matcher.group(1));
      end = number(matcher.group(2));
      stride = matcher.group(3) == null ? stride : number(matcher.group(3));
      format = matcher.group(4) == null ? format : matcher.group(4);
    } else {
      names(term);
    }
    if ((count == Long.MIN_VALUE) == (end == Long.MIN_VALUE)) {
      throw new JinjaException("the lookup \"sequence\" takes count or end");
    }
    if (count == 0) {
      return;
    }
    long last = count == Long.MIN_VALUE ? end : start + count * stride - 1;
    if (stride > 0 && last < start || stride < 0 && last > start) {
      throw new JinjaException("the lookup \"sequence\": the stride leads away from the end");
    }
    if (format.chars().filter(c -> c == '%').count() != 1) {
      throw new JinjaException("the lookup \"sequence\" takes a format with one number");
    }
    for (long i = start; stride > 0 ? i <= last : stride < 0 && i >= last; i += stride) {
      runtime.spend(20);
      all.add(PercentFormat.format(format, Tuple.of(i), runtime));
    }
  }

  private void names(String term) {
    Matcher pairs = PAIR.matcher(term);
    while (pairs.find()) {
      String value = pairs.group(2);
      switch (pairs.group(1)) {
        case "start" -> start = number(value);
        case "end" -> end = number(value);
        case "count" -> count = number(value);
        case "stride" -> stride = number(value);
        case "format" -> format = value;
        default ->
            throw new JinjaException("the lookup \"sequence\" has no \"" + pairs.group(1) + "\"");
      }
    }
  }

  private static long number(String text) {
    try {
      if (Numbers.parseWhole(text, 0) instanceof Long number && Math.abs(number) < 1L << 40) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, as a number that is too large is.
    }
    throw new JinjaException("the lookup \"sequence\" cannot read the number \"" + text + "\"");
  }
}

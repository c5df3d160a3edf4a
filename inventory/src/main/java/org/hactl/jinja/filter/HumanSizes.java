package org.hactl.jinja.filter;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hactl.jinja.python.JinjaException;
import org.hactl.jinja.python.NumberText;
import org.hactl.jinja.python.Numbers;
import org.hactl.jinja.python.Values;

/** Ansible's {@code human_readable} and {@code human_to_bytes}. */
final class HumanSizes {
  private static final String UNITS = "BKMGTPEZY";
  private static final Pattern SIZE =
      Pattern.compile("\\s*([\\d.]+)\\s*([A-Za-z]*)\\s*", Pattern.DOTALL);

  private HumanSizes() {}

  static Object readable(Object value, Arguments a) {
    double size = Numbers.floating(Values.defined(value));
    String suffix = a.truth("isbits") ? "bits" : "Bytes";
    String unit = a.given("unit") ? a.text("unit") : "";
    int index = 0;
    for (int i = UNITS.length() - 1; i > 0; i--) {
      boolean fits =
          unit.isEmpty()
              ? size >= Math.pow(1024, i)
              : unit.toUpperCase(Locale.ROOT).charAt(0) == UNITS.charAt(i);
      if (fits) {
        index = i;
        break;
      }
    }
    String name = index == 0 ? suffix : UNITS.charAt(index) + (a.truth("isbits") ? "b" : "B");
    String digits = NumberText.floating(size / Math.pow(1024, index), 'f', 2, false);
    return (1 / size == Double.NEGATIVE_INFINITY ? "-" : "") + digits + " " + name;
  }

  static Object bytes(Object value, Arguments a) {
    Matcher parts = SIZE.matcher(a.runtime().str(value));
    if (!parts.matches()) {
      throw new JinjaException("\"human_to_bytes\" does not know this size");
    }
    String unit = parts.group(2);
    if (unit.isEmpty() && a.given("default_unit")) {
      unit = a.text("default_unit");
    }
    int index = unit.isEmpty() ? 0 : UNITS.indexOf(unit.toUpperCase(Locale.ROOT).charAt(0));
    char letter = a.truth("isbits") ? 'b' : 'B';
    String word = a.truth("isbits") ? "bit" : "byte";
    boolean right =
        unit.length() <= 1
            || unit.toLowerCase(Locale.ROOT).startsWith(word)
            || (unit.length() == 2 && index > 0 && unit.charAt(1) == letter);
    if (index < 0 || !right) {
      throw new JinjaException("\"human_to_bytes\" does not know this unit");
    }
    try {
      BigDecimal number = new BigDecimal(Numbers.parseFloating(parts.group(1)));
      return Numbers.of(
          number
              .multiply(BigDecimal.valueOf(1024).pow(index))
              .setScale(0, RoundingMode.HALF_EVEN)
              .toBigInteger());
    } catch (NumberFormatException e) {
      throw new JinjaException("\"human_to_bytes\" does not know this size");
    }
  }
}

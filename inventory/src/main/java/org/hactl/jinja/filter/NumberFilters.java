package org.hactl.jinja.filter;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.hactl.jinja.python.JinjaException;
import org.hactl.jinja.python.None;
import org.hactl.jinja.python.NumberText;
import org.hactl.jinja.python.Numbers;
import org.hactl.jinja.python.Values;

/** Filters that compute numbers, and {@code bool}. */
final class NumberFilters {
  private static final Set<String> YES = Set.of("yes", "on", "1", "true");

  private NumberFilters() {}

  static List<Filter> all() {
    return List.of(
        Filter.of("int", "default=0, base=10", NumberFilters::whole),
        Filter.of("float", "default=0.0", NumberFilters::floating),
        Filter.of(
            "abs",
            "",
            (v, _) ->
                number(v) instanceof Double d ? Math.abs(d) : Numbers.of(Numbers.whole(v).abs())),
        Filter.of("round", "precision=0, method='common'", NumberFilters::round),
        Filter.of("pow", "y", (v, a) -> finite(Math.pow(d(v), d(a.get("y"))))),
        Filter.of(
            "root",
            "base=2",
            (v, a) ->
                finite(
                    d(a.get("base")) == 2
                        ? Math.sqrt(d(v))
                        : Math.pow(d(v), 1 / d(a.get("base"))))),
        Filter.of("log", "base=None", NumberFilters::log),
        Filter.of("bool", "", (v, _) -> bool(v)),
        Filter.of("filesizeformat", "binary=False", NumberFilters::size),
        Filter.of("human_readable", "isbits=False, unit=None", HumanSizes::readable),
        Filter.of("human_to_bytes", "default_unit=None, isbits=False", HumanSizes::bytes));
  }

  private static Object number(Object value) {
    if (!Numbers.isNumber(Values.defined(value))) {
      throw new JinjaException("expected a number, found " + Values.a(value));
    }
    return value;
  }

  private static double d(Object value) {
    return Numbers.floating(number(value));
  }

  private static double finite(double result) {
    if (Double.isNaN(result) || Double.isInfinite(result)) {
      throw new JinjaException("the result is no number");
    }
    return result;
  }

  private static Object whole(Object value, Arguments a) {
    Values.defined(value);
    try {
      return switch (value) {
        case String text -> Numbers.parseWhole(text, a.whole("base"));
        case Double number -> truncated(number);
        default -> Numbers.of(Numbers.whole(value));
      };
    } catch (NumberFormatException e) {
      try {
        return truncated(Numbers.parseFloating(Values.text(value)));
      } catch (NumberFormatException again) {
        return a.get("default");
      }
    } catch (JinjaException e) {
      if (Numbers.isNumber(value) || value instanceof String) {
        throw e;
      }
      return a.get("default");
    }
  }

  private static Object truncated(double number) {
    if (Double.isNaN(number)) {
      throw new NumberFormatException();
    }
    if (Double.isInfinite(number)) {
      throw new JinjaException("infinity is no whole number");
    }
    return Numbers.of(new BigDecimal(number).toBigInteger());
  }

  private static Object floating(Object value, Arguments a) {
    try {
      return Values.defined(value) instanceof String text
          ? (Object) Numbers.parseFloating(text)
          : Numbers.isNumber(value) ? Numbers.floating(value) : a.get("default");
    } catch (NumberFormatException e) {
      return a.get("default");
    }
  }

  private static Object round(Object value, Arguments a) {
    int precision = a.whole("precision");
    if (Math.abs(precision) > 300) {
      throw new JinjaException("\"round\" takes a precision up to 300");
    }
    Object number = number(value);
    switch (a.text("method")) {
      case "common" -> {
        if (number instanceof Double real) {
          return Double.isNaN(real) || Double.isInfinite(real)
              ? real
              : Math.copySign(
                  new BigDecimal(real).setScale(precision, RoundingMode.HALF_EVEN).doubleValue(),
                  real);
        }
        return Numbers.of(
            new BigDecimal(Numbers.whole(number))
                .setScale(Math.min(0, precision), RoundingMode.HALF_EVEN)
                .toBigInteger());
      }
      case "ceil", "floor" -> {
        double scale = Math.pow(10, precision);
        double scaled = Numbers.floating(number) * scale;
        double rounded = a.text("method").equals("ceil") ? Math.ceil(scaled) : Math.floor(scaled);
        // Python's are whole numbers, which have no zero below zero.
        return (rounded + 0.0) / scale;
      }
      default -> throw new JinjaException("\"round\" has no such method");
    }
  }

  private static Object log(Object value, Arguments a) {
    double number = d(value);
    if (number <= 0) {
      throw new JinjaException("\"log\" takes a number above 0");
    }
    if (!a.given("base")) {
      return Math.log(number);
    }
    double base = d(a.get("base"));
    return base == 10 ? Math.log10(number) : finite(Math.log(number) / Math.log(base));
  }

  static Object bool(Object value) {
    return switch (Values.defined(value)) {
      case None _ -> None.NONE;
      case Boolean yes -> yes;
      case String text -> YES.contains(text.toLowerCase(Locale.ROOT));
      default -> Numbers.isNumber(value) && Numbers.equal(value, 1L);
    };
  }

  private static double bytes(Object value) {
    try {
      return value instanceof String text
          ? Numbers.parseFloating(text)
          : Numbers.floating(number(value));
    } catch (NumberFormatException e) {
      throw new JinjaException("\"filesizeformat\" takes a number");
    }
  }

  private static Object size(Object value, Arguments a) {
    double bytes = bytes(value);
    boolean binary = a.truth("binary");
    int base = binary ? 1024 : 1000;
    if (bytes == 1) {
      return "1 Byte";
    }
    if (bytes < base) {
      return new BigDecimal(bytes).toBigInteger() + " Bytes";
    }
    String prefixes = binary ? "KMGTPEZY" : "kMGTPEZY";
    double unit = base;
    int i = 0;
    while (i < prefixes.length() - 1 && bytes >= unit * base) {
      unit *= base;
      i++;
    }
    return NumberText.floating(base * bytes / (unit * base), 'f', 1, false)
        + " "
        + prefixes.charAt(i)
        + (binary ? "iB" : "B");
  }
}

package org.hactl.jinja.filter;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hactl.jinja.python.Chars;
import org.hactl.jinja.python.JinjaException;
import org.hactl.jinja.python.NumberText;
import org.hactl.jinja.python.Numbers;
import org.hactl.jinja.python.Tuple;
import org.hactl.jinja.python.Values;
import org.jspecify.annotations.Nullable;

/** Python's {@code text % values}. */
final class PercentFormat {
  private static final Pattern FIELD =
      Pattern.compile("%(?:\\(([^)]*)\\))?([-+ #0]*)(\\*|\\d+)?(?:\\.(\\*|\\d*))?[hlL]?(.)?");

  private final Object values;
  private final List<Object> row;
  private final Runtime runtime;
  private int next;
  private boolean named;

  private PercentFormat(Object values, Runtime runtime) {
    this.values = values;
    this.runtime = runtime;
    row = values instanceof Tuple tuple ? tuple : List.of(values);
  }

  static String format(String format, Object values, Runtime runtime) {
    return new PercentFormat(values, runtime).run(format);
  }

  private String run(String format) {
    StringBuilder out = new StringBuilder();
    Matcher field = FIELD.matcher(format);
    int from = 0;
    while (field.find(from)) {
      out.append(format, from, field.start());
      out.append(field(field));
      from = field.end();
      runtime.spend(8);
    }
    out.append(format, from, format.length());
    runtime.spend(out.length());
    if (next < row.size() && !named && !(values instanceof Map<?, ?>)) {
      throw new JinjaException("the format has too few places for its values");
    }
    return out.toString();
  }

  private String field(Matcher field) {
    String type = field.group(5);
    if (type == null) {
      throw new JinjaException("the format is not complete");
    }
    if (type.equals("%")) {
      return "%";
    }
    String flags = field.group(2);
    int width = number(field.group(3)).orElse(0);
    Optional<Integer> precision =
        "".equals(field.group(4)) ? Optional.of(0) : number(field.group(4));
    Object value = field.group(1) == null ? next() : byName(field.group(1));
    boolean left = flags.contains("-") || width < 0;
    runtime.spend(Math.abs((long) width));
    String body = body(value, type.charAt(0), precision, flags);
    String sign = "";
    if (isNumeric(type.charAt(0))) {
      boolean negative = body.startsWith("-");
      sign = negative ? "-" : flags.contains("+") ? "+" : flags.contains(" ") ? " " : "";
      body = negative ? body.substring(1) : body;
      String prefix = flags.contains("#") ? prefix(type.charAt(0)) : "";
      sign += prefix;
    }
    int missing = Math.max(0, Math.abs(width) - Chars.length(sign + body));
    if (left) {
      return sign + body + " ".repeat(missing);
    }
    return flags.contains("0") && isNumeric(type.charAt(0))
        ? sign + "0".repeat(missing) + body
        : " ".repeat(missing) + sign + body;
  }

  private static boolean isNumeric(char type) {
    return "diuoxXeEfFgG".indexOf(type) >= 0;
  }

  private static String prefix(char type) {
    return switch (type) {
      case 'x' -> "0x";
      case 'X' -> "0X";
      case 'o' -> "0o";
      default -> "";
    };
  }

  private String body(Object value, char type, Optional<Integer> precision, String flags) {
    return switch (type) {
      case 's' -> cut(runtime.str(value), precision);
      case 'r', 'a' -> cut(runtime.repr(value), precision);
      case 'c' -> {
        String one = value instanceof String s ? s : Character.toString(Numbers.index(value));
        if (Chars.length(one) != 1) {
          throw new JinjaException("%c takes one character");
        }
        yield one;
      }
      case 'd', 'i', 'u', 'o', 'x', 'X' -> {
        BigInteger number = whole(value, type);
        String digits = NumberText.whole(number.abs(), type);
        runtime.spend(precision.orElse(0));
        String zeros = "0".repeat(Math.max(0, precision.orElse(0) - digits.length()));
        yield (number.signum() < 0 ? "-" : "") + zeros + digits;
      }
      case 'e', 'E', 'f', 'F', 'g', 'G' -> {
        if (!Numbers.isNumber(Values.defined(value))) {
          throw wrong(type, value);
        }
        double number = Numbers.floating(value);
        boolean negative = number < 0 || (number == 0 && 1 / number < 0);
        yield (negative ? "-" : "")
            + NumberText.floating(Math.abs(number), type, precision.orElse(6), flags.contains("#"));
      }
      default -> throw new JinjaException("the format has no type \"" + type + "\"");
    };
  }

  private static BigInteger whole(Object value, char type) {
    boolean decimal = value instanceof Double && "diu".indexOf(type) >= 0;
    if (decimal) {
      double number = (Double) value;
      if (Double.isNaN(number) || Double.isInfinite(number)) {
        throw wrong(type, value);
      }
      return new BigDecimal(number).toBigInteger();
    }
    if (!Numbers.isWhole(Values.defined(value))) {
      throw wrong(type, value);
    }
    return Numbers.whole(value);
  }

  private static JinjaException wrong(char type, Object value) {
    return new JinjaException("%" + type + " takes a number, found " + Values.a(value));
  }

  private static String cut(String text, Optional<Integer> precision) {
    return precision.isPresent() && precision.get() < Chars.length(text)
        ? Chars.substring(text, 0, precision.get())
        : text;
  }

  private Optional<Integer> number(@Nullable String written) {
    if (written == null) {
      return Optional.empty();
    }
    if (written.equals("*")) {
      return Optional.of(Numbers.index(next()));
    }
    return Optional.of(written.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(written));
  }

  private Object next() {
    if (next >= row.size()) {
      throw new JinjaException("the format has more places than values");
    }
    return row.get(next++);
  }

  private Object byName(String name) {
    named = true;
    return Values.entry(Values.map(values), name)
        .orElseThrow(() -> new JinjaException("the format's value \"" + name + "\" is missing"));
  }
}

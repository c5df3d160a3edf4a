package org.hactl.jinja.filter;

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
import org.hactl.jinja.python.PythonText;
import org.hactl.jinja.python.Values;

/** Python's {@code text.format(...)}. */
final class BraceFormat {
  private static final Pattern SPEC =
      Pattern.compile(
          "(?s)(?:(.)?([<>=^]))?([-+ ])?(#)?(0)?(\\d+)?([,_])?(?:\\.(\\d+))?([bcdeEfFgGnosxX%])?");
  private static final Pattern STEP = Pattern.compile("\\.([^.\\[]+)|\\[([^\\]]+)\\]");

  private final List<Object> positional;
  private final Map<String, Object> named;
  private final Runtime runtime;
  private int next;

  private BraceFormat(List<Object> positional, Map<String, Object> named, Runtime runtime) {
    this.positional = positional;
    this.named = named;
    this.runtime = runtime;
  }

  static String format(
      String format, List<Object> positional, Map<String, Object> named, Runtime runtime) {
    return new BraceFormat(positional, named, runtime).run(format, 0);
  }

  private String run(String format, int depth) {
    if (depth > 2) {
      throw new JinjaException("the format is nested too deeply");
    }
    StringBuilder out = new StringBuilder();
    int i = 0;
    while (i < format.length()) {
      char c = format.charAt(i);
      if ((c == '{' || c == '}') && i + 1 < format.length() && format.charAt(i + 1) == c) {
        out.append(c);
        i += 2;
      } else if (c == '{') {
        int close = close(format, i);
        out.append(field(format.substring(i + 1, close), depth));
        i = close + 1;
      } else if (c == '}') {
        throw new JinjaException("the format has a \"}\" too many");
      } else {
        out.append(c);
        i++;
      }
    }
    runtime.spend(out.length() + 1L);
    return out.toString();
  }

  private static int close(String format, int open) {
    int depth = 0;
    for (int i = open; i < format.length(); i++) {
      char c = format.charAt(i);
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    throw new JinjaException("the format has a \"{\" that is not closed");
  }

  private String field(String field, int depth) {
    int colon = field.indexOf(':');
    String name = colon < 0 ? field : field.substring(0, colon);
    String spec = colon < 0 ? "" : run(field.substring(colon + 1), depth + 1);
    int bang = name.indexOf('!');
    Object value = value(bang < 0 ? name : name.substring(0, bang));
    if (bang >= 0) {
      value =
          switch (name.substring(bang + 1)) {
            case "s" -> runtime.str(value);
            case "r" -> runtime.repr(value);
            default -> throw new JinjaException("the format has a wrong conversion");
          };
    }
    return formatted(value, spec);
  }

  private Object value(String path) {
    Matcher first = Pattern.compile("[^.\\[]*").matcher(path);
    String name = first.lookingAt() ? first.group() : "";
    Object value;
    if (name.isEmpty() || name.matches("\\d{1,6}")) {
      int index = name.isEmpty() ? next++ : Integer.parseInt(name);
      if (index >= positional.size()) {
        throw new JinjaException("the format has more places than values");
      }
      value = positional.get(index);
    } else {
      value =
          Optional.ofNullable(named.get(name))
              .orElseThrow(
                  () -> new JinjaException("the format's value \"" + name + "\" is missing"));
    }
    Matcher step = STEP.matcher(path).region(name.length(), path.length());
    int end = name.length();
    while (step.lookingAt()) {
      if (step.group(2) == null) {
        throw new JinjaException("the format uses an attribute of a value; use [key]");
      }
      String key = step.group(2);
      value = runtime.item(value, key.matches("\\d{1,9}") ? (Object) Long.valueOf(key) : key);
      end = step.end();
      step.region(end, path.length());
    }
    if (end != path.length()) {
      throw new JinjaException("the format has a wrong field \"" + path + "\"");
    }
    return value;
  }

  private String formatted(Object value, String spec) {
    Values.defined(value);
    if (spec.isEmpty()) {
      return runtime.str(value);
    }
    Matcher parts = SPEC.matcher(spec);
    if (!parts.matches()) {
      throw new JinjaException("the format has a wrong field \":" + spec + "\"");
    }
    String type = parts.group(9) == null ? "" : parts.group(9);
    boolean numeric = Numbers.isNumber(value) && !(value instanceof Boolean && type.isEmpty());
    if (!numeric && !(value instanceof String)) {
      throw new JinjaException("the format of " + Values.a(value) + " has a field");
    }
    long width = parts.group(6) == null ? 0 : Long.parseLong(shortened(parts.group(6)));
    runtime.spend(width);
    String sign = "";
    String body;
    if (numeric) {
      body = number(value, type, parts);
      boolean negative = body.startsWith("-");
      String plus = parts.group(3) == null ? "-" : parts.group(3);
      sign = negative ? "-" : plus.equals("-") ? "" : plus;
      body = negative ? body.substring(1) : body;
      sign += parts.group(4) == null ? "" : prefix(type);
    } else {
      body = text((String) value, type, parts);
    }
    String align = parts.group(2);
    boolean zero = parts.group(5) != null;
    String fill = parts.group(1) != null ? parts.group(1) : zero ? "0" : " ";
    if (zero && parts.group(7) != null && width > 0) {
      throw new JinjaException("the format has zeros and a separator");
    }
    String how = align != null ? align : zero && numeric ? "=" : numeric ? ">" : "<";
    int missing = (int) Math.max(0, width - Chars.length(sign + body));
    return switch (how) {
      case "<" -> sign + body + fill.repeat(missing);
      case ">" -> fill.repeat(missing) + sign + body;
      case "=" -> sign + fill.repeat(missing) + body;
      default -> fill.repeat(missing / 2) + sign + body + fill.repeat(missing - missing / 2);
    };
  }

  private static String shortened(String digits) {
    return digits.length() > 12 ? "999999999999" : digits;
  }

  private static String prefix(String type) {
    return switch (type) {
      case "x" -> "0x";
      case "X" -> "0X";
      case "o" -> "0o";
      case "b" -> "0b";
      default -> "";
    };
  }

  private static String text(String text, String type, Matcher parts) {
    boolean wrong =
        parts.group(3) != null
            || parts.group(4) != null
            || parts.group(7) != null
            || "=".equals(parts.group(2));
    if (wrong || !(type.isEmpty() || type.equals("s"))) {
      throw new JinjaException("the format has a number's field for a text");
    }
    int precision = parts.group(8) == null ? Integer.MAX_VALUE : precision(parts);
    return precision < Chars.length(text) ? Chars.substring(text, 0, precision) : text;
  }

  private static int precision(Matcher parts) {
    return parts.group(8).length() > 6 ? 1_000_000 : Integer.parseInt(parts.group(8));
  }

  private static String number(Object value, String type, Matcher parts) {
    boolean whole = Numbers.isWhole(value) && (type.isEmpty() || "bcdnoxX".contains(type));
    String digits;
    boolean negative;
    if (whole) {
      if (parts.group(8) != null) {
        throw new JinjaException("the format gives a whole number a precision");
      }
      BigInteger number = Numbers.whole(value);
      negative = number.signum() < 0;
      digits =
          type.equals("c")
              ? Character.toString(Numbers.index(value))
              : NumberText.whole(number.abs(), type.isEmpty() ? 'd' : type.charAt(0));
    } else {
      if (!type.isEmpty() && "bcdosxX".contains(type)) {
        throw new JinjaException("the format \"" + type + "\" does not take a decimal number");
      }
      double number = Numbers.floating(value) * (type.equals("%") ? 100 : 1);
      negative = number < 0;
      if (type.isEmpty() && parts.group(8) == null) {
        digits = PythonText.floating(Math.abs(number));
      } else if (type.isEmpty()) {
        throw new JinjaException("the format of a decimal number has no type; use \"f\" or \"g\"");
      } else {
        char as = type.equals("%") ? 'f' : type.equals("n") ? 'g' : type.charAt(0);
        int precision = parts.group(8) == null ? 6 : precision(parts);
        digits =
            NumberText.floating(Math.abs(number), as, precision, parts.group(4) != null)
                + (type.equals("%") ? "%" : "");
      }
    }
    String grouped =
        parts.group(7) == null ? digits : NumberText.grouped(digits, parts.group(7).charAt(0));
    return (negative ? "-" : "") + grouped;
  }
}

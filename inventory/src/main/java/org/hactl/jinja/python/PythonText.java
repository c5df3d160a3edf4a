package org.hactl.jinja.python;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.hactl.yaml.Budget;

/** Python's {@code str()} and {@code repr()}. */
public final class PythonText {
  private PythonText() {}

  public static String str(Object value, Budget budget) {
    return switch (Values.defined(value)) {
      case String text -> text;
      case Markup markup -> markup.html();
      case DateTime date -> date.iso(" ");
      case DateTime.Day day -> day.date().toString();
      case DateTime.Span span -> span.toString();
      default -> repr(value, budget);
    };
  }

  public static String repr(Object value, Budget budget) {
    StringBuilder out = new StringBuilder();
    repr(value, out, budget, 0);
    return out.toString();
  }

  private static void repr(Object value, StringBuilder out, Budget budget, int depth) {
    budget.spend(4);
    if (depth > 100) {
      throw new JinjaException("a value is nested too deeply");
    }
    switch (Values.defined(value)) {
      case Boolean yes -> out.append(yes ? "True" : "False");
      case Double number -> out.append(floating(number));
      case String text -> {
        budget.spend(text.length());
        quote(text, out);
      }
      case Range range -> out.append(range.shown());
      case Tuple tuple -> {
        items(tuple, "(", tuple.size() == 1 ? ",)" : ")", out, budget, depth);
      }
      case List<?> list -> items(list, "[", "]", out, budget, depth);
      case DictView view -> items(view.items(), view.name() + "([", "])", out, budget, depth);
      case Map<?, ?> map -> {
        out.append('{');
        String comma = "";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          out.append(comma);
          repr(Objects.requireNonNull(entry.getKey()), out, budget, depth + 1);
          out.append(": ");
          repr(Objects.requireNonNull(entry.getValue()), out, budget, depth + 1);
          comma = ", ";
        }
        out.append('}');
      }
      case None _, Number _ -> out.append(value);
      case Omit _ -> throw new JinjaException("\"omit\" has no meaning here; use none or \"\"");
      case DateTime date -> out.append(date.shown());
      case DateTime.Day day -> out.append(day.shown());
      default -> throw new JinjaException(Values.a(value) + " has no text; is a \"()\" missing?");
    }
  }

  private static void items(
      List<?> items, String open, String close, StringBuilder out, Budget budget, int depth) {
    out.append(open);
    String comma = "";
    for (Object item : items) {
      out.append(comma);
      repr(Objects.requireNonNull(item), out, budget, depth + 1);
      comma = ", ";
    }
    out.append(close);
  }

  /** A decimal number as Python shows it. */
  public static String floating(double number) {
    if (Double.isNaN(number)) {
      return "nan";
    }
    if (Double.isInfinite(number)) {
      return number > 0 ? "inf" : "-inf";
    }
    if (number == 0) {
      return 1 / number < 0 ? "-0.0" : "0.0";
    }
    BigDecimal shortest = new BigDecimal(Double.toString(number)).stripTrailingZeros();
    int exponent = shortest.precision() - shortest.scale() - 1;
    if (exponent >= -4 && exponent < 16) {
      String plain = shortest.toPlainString();
      return plain.contains(".") ? plain : plain + ".0";
    }
    String digits = shortest.unscaledValue().abs().toString();
    return (number < 0 ? "-" : "")
        + digits.charAt(0)
        + (digits.length() > 1 ? "." + digits.substring(1) : "")
        + (exponent < 0 ? "e-" : "e+")
        + (Math.abs(exponent) < 10 ? "0" : "")
        + Math.abs(exponent);
  }

  private static void quote(String text, StringBuilder out) {
    char quote = text.contains("'") && !text.contains("\"") ? '"' : '\'';
    out.append(quote);
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case '\\' -> out.append("\\\\");
            default -> {
              if (c == quote) {
                out.append('\\').append(quote);
              } else if (printable(c)) {
                out.appendCodePoint(c);
              } else if (c < 0x100) {
                out.append("\\x%02x".formatted(c));
              } else {
                out.append(c < 0x10000 ? "\\u%04x".formatted(c) : "\\U%08x".formatted(c));
              }
            }
          }
        });
    out.append(quote);
  }

  private static boolean printable(int c) {
    return c == ' '
        || switch (Character.getType(c)) {
          case Character.CONTROL,
              Character.FORMAT,
              Character.SURROGATE,
              Character.PRIVATE_USE,
              Character.UNASSIGNED,
              Character.LINE_SEPARATOR,
              Character.PARAGRAPH_SEPARATOR,
              Character.SPACE_SEPARATOR ->
              false;
          default -> true;
        };
  }
}

package org.hactl.jinja.python;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Python's numbers: whole ones without a bound, and floating ones; True is 1. */
public final class Numbers {
  private static final int MAX_BITS = 8_192;

  private Numbers() {}

  public static boolean isNumber(Object value) {
    return isWhole(value) || value instanceof Double;
  }

  public static boolean isWhole(Object value) {
    return value instanceof Long || value instanceof BigInteger || value instanceof Boolean;
  }

  /** The value for a whole number. */
  public static Object of(BigInteger number) {
    if (number.bitLength() > MAX_BITS) {
      throw new JinjaException("a number is too large");
    }
    return number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
  }

  public static BigInteger whole(Object value) {
    return switch (value) {
      case Long number -> BigInteger.valueOf(number);
      case BigInteger number -> number;
      case Boolean yes -> yes ? BigInteger.ONE : BigInteger.ZERO;
      default -> throw new JinjaException("expected a whole number, found " + Values.a(value));
    };
  }

  public static double floating(Object value) {
    return switch (value) {
      case Double number -> number;
      case Long number -> number;
      default -> whole(value).doubleValue();
    };
  }

  /** A whole number that counts or indexes something. */
  public static int index(Object value) {
    BigInteger number = whole(value);
    return number.bitLength() < Integer.SIZE
        ? number.intValue()
        : number.signum() < 0 ? Integer.MIN_VALUE : Integer.MAX_VALUE;
  }

  static int compare(Object left, Object right) {
    if (isWhole(left) && isWhole(right)) {
      return whole(left).compareTo(whole(right));
    }
    double a = floating(left);
    double b = floating(right);
    if (Double.isInfinite(a) || Double.isInfinite(b) || Double.isNaN(a) || Double.isNaN(b)) {
      return Double.compare(a, b);
    }
    return exact(left).compareTo(exact(right));
  }

  private static BigDecimal exact(Object value) {
    return value instanceof Double number ? new BigDecimal(number) : new BigDecimal(whole(value));
  }

  public static boolean equal(Object left, Object right) {
    return !isNan(left) && !isNan(right) && compare(left, right) == 0;
  }

  private static boolean isNan(Object value) {
    return value instanceof Double number && number.isNaN();
  }

  /** Python's {@code int(text, base)}. */
  public static Object parseWhole(String text, int base) {
    String digits = Chars.strip(text).toLowerCase(java.util.Locale.ROOT);
    boolean negative = digits.startsWith("-");
    if (negative || digits.startsWith("+")) {
      digits = digits.substring(1);
    }
    int radix = base;
    String prefix = digits.length() > 2 ? digits.substring(0, 2) : "";
    int prefixed =
        switch (prefix) {
          case "0x" -> 16;
          case "0o" -> 8;
          case "0b" -> 2;
          default -> 0;
        };
    if (prefixed != 0 && (base == prefixed || base == 0)) {
      radix = prefixed;
      digits = digits.substring(2).replaceFirst("^_", "");
    }
    if (base == 0 && radix == 0) {
      radix = 10;
      if (digits.matches("0[0-9_]*[1-9][0-9_]*")) {
        throw new NumberFormatException();
      }
    }
    if (radix < 2 || radix > 36 || !digits.matches("[\\p{Nd}a-z]+(_[\\p{Nd}a-z]+)*")) {
      throw new NumberFormatException();
    }
    BigInteger number = new BigInteger(digits.replace("_", ""), radix);
    return of(negative ? number.negate() : number);
  }

  /** Python's {@code float(text)}. */
  public static double parseFloating(String text) {
    String stripped = Chars.strip(text);
    String digits = stripped.toLowerCase(java.util.Locale.ROOT);
    if (digits.matches("[+-]?(inf|infinity)")) {
      return digits.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    if (digits.matches("[+-]?nan")) {
      return Double.NaN;
    }
    if (!digits.matches(
        "[+-]?(\\d+(_\\d+)*(\\.(\\d+(_\\d+)*)?)?|\\.\\d+(_\\d+)*)(e[+-]?\\d+(_\\d+)*)?")) {
      throw new NumberFormatException();
    }
    return Double.parseDouble(digits.replace("_", ""));
  }
}

package org.hactl.jinja.python;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** The digits of a number in the formats {@code d x o b e f g %} of Python, without a sign. */
public final class NumberText {
  static final int MAX_PRECISION = 1_000;

  private NumberText() {}

  public static String whole(BigInteger number, char type) {
    return switch (type) {
      case 'x' -> number.toString(16);
      case 'X' -> number.toString(16).toUpperCase(Locale.ROOT);
      case 'o' -> number.toString(8);
      case 'b' -> number.toString(2);
      default -> number.toString();
    };
  }

  /** A number that is not negative, in the format {@code e}, {@code f} or {@code g}. */
  public static String floating(double number, char type, int precision, boolean keepZeros) {
    if (precision > MAX_PRECISION) {
      throw new JinjaException("a number with more than " + MAX_PRECISION + " digits");
    }
    boolean upper = Character.isUpperCase(type);
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      String word = Double.isNaN(number) ? "nan" : "inf";
      return upper ? word.toUpperCase(Locale.ROOT) : word;
    }
    String text =
        switch (Character.toLowerCase(type)) {
          case 'e' -> exponential(number, precision);
          case 'f' ->
              new BigDecimal(number).setScale(precision, RoundingMode.HALF_EVEN).toPlainString();
          default -> general(number, Math.max(1, precision), keepZeros);
        };
    return upper ? text.toUpperCase(Locale.ROOT) : text;
  }

  private static String exponential(double number, int precision) {
    BigDecimal rounded =
        new BigDecimal(number).round(new MathContext(precision + 1, RoundingMode.HALF_EVEN));
    int exponent = number == 0 ? 0 : exponent(rounded);
    String digits = rounded.unscaledValue().toString();
    digits = digits + "0".repeat(Math.max(0, precision + 1 - digits.length()));
    digits = digits.substring(0, precision + 1);
    return digits.charAt(0)
        + (precision > 0 ? "." + digits.substring(1) : "")
        + (exponent < 0 ? "e-" : "e+")
        + (Math.abs(exponent) < 10 ? "0" : "")
        + Math.abs(exponent);
  }

  private static int exponent(BigDecimal number) {
    return number.precision() - number.scale() - 1;
  }

  private static String general(double number, int precision, boolean keepZeros) {
    BigDecimal rounded =
        new BigDecimal(number).round(new MathContext(precision, RoundingMode.HALF_EVEN));
    int exponent = number == 0 ? 0 : exponent(rounded);
    boolean plain = exponent >= -4 && exponent < precision;
    String text =
        plain
            ? rounded.setScale(precision - 1 - exponent, RoundingMode.HALF_EVEN).toPlainString()
            : exponential(number, precision - 1);
    if (keepZeros || !text.contains(".")) {
      return text;
    }
    int end = plain ? text.length() : text.indexOf('e');
    return text.substring(0, end).replaceFirst("\\.?0+$", "") + text.substring(end);
  }

  /** Groups the digits before the point by three. */
  public static String grouped(String digits, char separator) {
    int end = 0;
    while (end < digits.length() && Character.isDigit(digits.charAt(end))) {
      end++;
    }
    StringBuilder out = new StringBuilder(digits);
    for (int i = end - 3; i > 0; i -= 3) {
      out.insert(i, separator);
    }
    return out.toString();
  }
}

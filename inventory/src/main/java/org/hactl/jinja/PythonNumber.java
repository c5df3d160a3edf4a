package org.hactl.jinja;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hactl.jinja.python.Numbers;

/**
 * A number without a sign in Python's notation.
 *
 * @param end where the text after it begins
 */
record PythonNumber(Object value, int end) {
  private static final Pattern DECIMAL =
      Pattern.compile(
          "(?:(?:\\d(?:_?\\d)*)?\\.\\d(?:_?\\d)*|\\d(?:_?\\d)*\\.)(?:[eE][+-]?\\d(?:_?\\d)*)?"
              + "|\\d(?:_?\\d)*[eE][+-]?\\d(?:_?\\d)*");
  private static final Pattern WHOLE =
      Pattern.compile("0[xX](?:_?[\\da-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|\\d(?:_?\\d)*");

  /** The number that begins there; empty if none does, or if Python refuses its leading zero. */
  static Optional<PythonNumber> at(String source, int from) {
    Matcher decimal = DECIMAL.matcher(source).region(from, source.length());
    if (decimal.lookingAt()) {
      double value = Double.parseDouble(decimal.group().replace("_", ""));
      return Optional.of(new PythonNumber(value, decimal.end()));
    }
    Matcher whole = WHOLE.matcher(source).region(from, source.length());
    return whole.lookingAt()
        ? whole(whole.group().replace("_", ""))
            .map(value -> new PythonNumber(Numbers.of(value), whole.end()))
        : Optional.empty();
  }

  private static Optional<BigInteger> whole(String text) {
    int radix =
        switch (text.length() > 1 ? Character.toLowerCase(text.charAt(1)) : ' ') {
          case 'x' -> 16;
          case 'o' -> 8;
          case 'b' -> 2;
          default -> 10;
        };
    boolean wrong = radix == 10 && text.startsWith("0") && !text.matches("0+");
    return wrong
        ? Optional.empty()
        : Optional.of(new BigInteger(radix == 10 ? text : text.substring(2), radix));
  }
}

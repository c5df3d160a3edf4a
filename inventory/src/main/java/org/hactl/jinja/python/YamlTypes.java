package org.hactl.jinja.python;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.hactl.yaml.YamlScalar;

/** The types that PyYAML, and with it Ansible, gives to plain scalars: those of YAML 1.1. */
public final class YamlTypes {
  private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");
  private static final Pattern TRUE = Pattern.compile("yes|Yes|YES|true|True|TRUE|on|On|ON");
  private static final Pattern FALSE = Pattern.compile("no|No|NO|false|False|FALSE|off|Off|OFF");
  private static final Pattern WHOLE =
      Pattern.compile(
          "[-+]?0b[0-1_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+"
              + "|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+");
  private static final Pattern DECIMAL =
      Pattern.compile(
          "[-+]?(?:[0-9][0-9_]*)\\.[0-9_]*(?:[eE][-+][0-9]+)?|\\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?"
              + "|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\\.[0-9_]*"
              + "|[-+]?\\.(?:inf|Inf|INF)|\\.(?:nan|NaN|NAN)");

  private YamlTypes() {}

  /** The value of a scalar without a tag. */
  public static Object value(YamlScalar scalar) {
    String text = scalar.text();
    return scalar.style() == YamlScalar.Style.PLAIN ? plain(text) : text;
  }

  /** The value of a text that is written without quotes. */
  public static Object plain(String text) {
    if (NULLS.contains(text)) {
      return None.NONE;
    }
    if (TRUE.matcher(text).matches()) {
      return true;
    }
    if (FALSE.matcher(text).matches()) {
      return false;
    }
    if (WHOLE.matcher(text).matches()) {
      return whole(text.replace("_", ""), text);
    }
    return DECIMAL.matcher(text).matches() ? decimal(text.replace("_", "")) : text;
  }

  private static Object whole(String text, String written) {
    if (text.length() > 1_000) {
      return written;
    }
    boolean negative = text.startsWith("-");
    String digits = negative || text.startsWith("+") ? text.substring(1) : text;
    if (digits.isEmpty() || digits.equals("0b") || digits.equals("0x")) {
      return written;
    }
    BigInteger number;
    if (digits.startsWith("0b")) {
      number = new BigInteger(digits.substring(2), 2);
    } else if (digits.startsWith("0x")) {
      number = new BigInteger(digits.substring(2), 16);
    } else if (digits.contains(":")) {
      number = BigInteger.ZERO;
      for (String part : digits.split(":", -1)) {
        number = number.multiply(BigInteger.valueOf(60)).add(new BigInteger(part));
      }
    } else {
      boolean octal = digits.startsWith("0") && digits.length() > 1;
      number = new BigInteger(digits, octal ? 8 : 10);
    }
    return Numbers.of(negative ? number.negate() : number);
  }

  private static Object decimal(String text) {
    boolean negative = text.startsWith("-");
    String digits = (negative || text.startsWith("+") ? text.substring(1) : text);
    String lower = digits.toLowerCase(Locale.ROOT);
    double number;
    if (lower.equals(".inf")) {
      number = Double.POSITIVE_INFINITY;
    } else if (lower.equals(".nan")) {
      number = Double.NaN;
    } else if (lower.contains(":")) {
      number = 0;
      for (String part : lower.split(":", -1)) {
        number = number * 60 + Double.parseDouble(part);
      }
    } else {
      number = Double.parseDouble(lower);
    }
    return negative ? -number : number;
  }
}

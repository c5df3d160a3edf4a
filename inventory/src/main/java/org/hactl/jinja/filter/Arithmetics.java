package org.hactl.jinja.filter;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.hactl.jinja.python.DateTime;
import org.hactl.jinja.python.JinjaException;
import org.hactl.jinja.python.Numbers;
import org.hactl.jinja.python.Range;
import org.hactl.jinja.python.Tuple;
import org.hactl.jinja.python.Values;

/** Python's {@code + - * / // % **}. */
public final class Arithmetics {
  private Arithmetics() {}

  public static Object apply(String sign, Object left, Object right, Runtime runtime) {
    Values.defined(left);
    Values.defined(right);
    if (Numbers.isNumber(left) && Numbers.isNumber(right)) {
      return Numbers.isWhole(left) && Numbers.isWhole(right)
          ? whole(sign, Numbers.whole(left), Numbers.whole(right))
          : floating(sign, Numbers.floating(left), Numbers.floating(right));
    }
    if (sign.equals("%") && left instanceof String format) {
      return PercentFormat.format(format, right, runtime);
    }
    if (left instanceof DateTime date && right instanceof DateTime other && sign.equals("-")) {
      return new DateTime.Span(Duration.between(other.time(), date.time()));
    }
    return switch (sign) {
      case "+" -> sum(left, right, runtime);
      case "*" ->
          Numbers.isWhole(left) ? repeated(right, left, runtime) : repeated(left, right, runtime);
      default -> throw wrong(sign, left, right);
    };
  }

  private static JinjaException wrong(String sign, Object left, Object right) {
    return new JinjaException(
        "\"" + sign + "\" does not take " + Values.a(left) + " and " + Values.a(right));
  }

  private static Object whole(String sign, BigInteger a, BigInteger b) {
    return switch (sign) {
      case "+" -> Numbers.of(a.add(b));
      case "-" -> Numbers.of(a.subtract(b));
      case "*" -> Numbers.of(a.multiply(b));
      case "/" -> a.doubleValue() / nonZero(b).doubleValue();
      case "//" -> Numbers.of(floorDivide(a, nonZero(b)));
      case "%" -> Numbers.of(a.subtract(nonZero(b).multiply(floorDivide(a, b))));
      case "**" -> power(a, b);
      default -> throw new IllegalStateException(sign);
    };
  }

  private static BigInteger nonZero(BigInteger divisor) {
    if (divisor.signum() == 0) {
      throw new JinjaException("a division by zero");
    }
    return divisor;
  }

  private static BigInteger floorDivide(BigInteger a, BigInteger b) {
    BigInteger[] parts = a.divideAndRemainder(b);
    boolean down = parts[1].signum() != 0 && parts[1].signum() != b.signum();
    return down ? parts[0].subtract(BigInteger.ONE) : parts[0];
  }

  private static Object power(BigInteger a, BigInteger b) {
    if (b.signum() < 0) {
      return Math.pow(nonZero(a).doubleValue(), b.doubleValue());
    }
    if (a.abs().compareTo(BigInteger.ONE) <= 0) {
      return Numbers.of(b.signum() == 0 ? BigInteger.ONE : b.testBit(0) ? a : a.multiply(a));
    }
    if (b.bitLength() > 15 || b.longValue() * a.bitLength() > 16_384) {
      throw new JinjaException("a number is too large");
    }
    return Numbers.of(a.pow(b.intValue()));
  }

  private static Object floating(String sign, double a, double b) {
    if (b == 0 && (sign.equals("/") || sign.equals("//") || sign.equals("%"))) {
      throw new JinjaException("a division by zero");
    }
    return switch (sign) {
      case "+" -> a + b;
      case "-" -> a - b;
      case "*" -> a * b;
      case "/" -> a / b;
      case "//" -> Math.floor(a / b);
      case "%" -> {
        double rest = a % b;
        if (rest == 0) {
          yield Math.copySign(0.0, b);
        }
        yield (rest < 0) != (b < 0) ? rest + b : rest;
      }
      case "**" -> {
        double made = Math.pow(a, b);
        if (Double.isNaN(made) || (Double.isInfinite(made) && !Double.isInfinite(a))) {
          throw new JinjaException("\"**\" has no result that is a number here");
        }
        yield made;
      }
      default -> throw new IllegalStateException(sign);
    };
  }

  private static Object sum(Object left, Object right, Runtime runtime) {
    if (left instanceof String a && right instanceof String b) {
      runtime.spend((long) a.length() + b.length());
      return a + b;
    }
    boolean lists =
        left instanceof List<?>
            && Values.type(left).equals(Values.type(right))
            && !(left instanceof Range);
    if (!lists) {
      throw wrong("+", left, right);
    }
    List<Object> all = new ArrayList<>(Values.items(left));
    all.addAll(Values.items(right));
    runtime.spend(all.size());
    return left instanceof Tuple ? new Tuple(all) : all;
  }

  private static Object repeated(Object what, Object count, Runtime runtime) {
    if (!Numbers.isWhole(count)
        || Numbers.whole(count).bitLength() >= Long.SIZE
        || what instanceof Range) {
      throw wrong("*", what, count);
    }
    int times = Math.max(0, Numbers.index(count));
    if (what instanceof String text) {
      runtime.spend((long) text.length() * times);
      return text.repeat(times);
    }
    if (!(what instanceof List<?> list)) {
      throw wrong("*", what, count);
    }
    runtime.spend((long) list.size() * times);
    List<Object> all = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      all.addAll(list);
    }
    return what instanceof Tuple ? new Tuple(all) : all;
  }
}

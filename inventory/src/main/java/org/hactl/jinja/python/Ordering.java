package org.hactl.jinja.python;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.hactl.yaml.Budget;

/** Python's comparisons. */
public final class Ordering {
  private Ordering() {}

  public static boolean test(String operator, Object left, Object right, Budget budget) {
    Values.defined(left);
    Values.defined(right);
    return switch (operator) {
      case "==" -> Values.equal(left, right);
      case "!=" -> !Values.equal(left, right);
      case "in" -> contains(right, left, budget);
      case "not in" -> !contains(right, left, budget);
      default -> ordered(operator, left, right);
    };
  }

  private static boolean ordered(String operator, Object left, Object right) {
    if (nan(left) || nan(right)) {
      return false;
    }
    int order = compare(left, right);
    return switch (operator) {
      case "<" -> order < 0;
      case "<=" -> order <= 0;
      case ">" -> order > 0;
      case ">=" -> order >= 0;
      default -> throw new IllegalStateException(operator);
    };
  }

  private static boolean nan(Object value) {
    return value instanceof Double number && number.isNaN();
  }

  public static int compare(Object left, Object right) {
    if (Numbers.isNumber(left) && Numbers.isNumber(right)) {
      return Numbers.compare(left, right);
    }
    if (left instanceof String a && right instanceof String b) {
      return compareTexts(a, b);
    }
    if (left instanceof DateTime a && right instanceof DateTime b) {
      return a.time().compareTo(b.time());
    }
    if (left instanceof DateTime.Span a && right instanceof DateTime.Span b) {
      return a.duration().compareTo(b.duration());
    }
    boolean lists = left instanceof List<?> && !(left instanceof Range);
    if (lists && right instanceof List<?> b && Values.type(left).equals(Values.type(right))) {
      return compareItems((List<?>) left, b);
    }
    throw new JinjaException(
        Values.a(Values.defined(left))
            + " and "
            + Values.a(Values.defined(right))
            + " have no order; convert one of them");
  }

  private static int compareTexts(String a, String b) {
    int i = 0;
    while (i < a.length() && i < b.length()) {
      int left = a.codePointAt(i);
      int right = b.codePointAt(i);
      if (left != right) {
        return Integer.compare(left, right);
      }
      i += Character.charCount(left);
    }
    return Integer.compare(a.length(), b.length());
  }

  private static int compareItems(List<?> left, List<?> right) {
    for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
      Object a = Objects.requireNonNull(left.get(i));
      Object b = Objects.requireNonNull(right.get(i));
      if (!Values.equal(a, b)) {
        return compare(a, b);
      }
    }
    return Integer.compare(left.size(), right.size());
  }

  public static boolean contains(Object container, Object value, Budget budget) {
    if (container instanceof String text) {
      return text.contains(Values.text(value));
    }
    if (container instanceof Map<?, ?> map) {
      return map.containsKey(Values.key(value)) || Values.entry(map, value).isPresent();
    }
    Optional<List<Object>> items = Values.iterable(container);
    if (items.isEmpty()) {
      throw new JinjaException("\"in\" does not take " + Values.a(container));
    }
    budget.spend(items.get().size());
    return items.get().stream().anyMatch(item -> Values.equal(item, value));
  }
}

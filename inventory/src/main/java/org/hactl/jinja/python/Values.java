package org.hactl.jinja.python;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What Python knows of any value: its type, its truth, its items, whether it equals another. */
public final class Values {
  private Values() {}

  /** Python's name of the type. */
  public static String type(Object value) {
    return switch (value) {
      case None _ -> "NoneType";
      case Boolean _ -> "bool";
      case Long _, BigInteger _ -> "int";
      case Double _ -> "float";
      case String _ -> "str";
      case Markup _ -> "Markup";
      case Tuple _ -> "tuple";
      case Range _ -> "range";
      case List<?> _ -> "list";
      case Map<?, ?> _ -> "dict";
      case DictView view -> view.name();
      case Namespace _ -> "Namespace";
      case Omit _ -> "str";
      case DateTime _ -> "datetime";
      case DateTime.Day _ -> "date";
      case DateTime.Span _ -> "timedelta";
      case Undefined _ -> "AnsibleUndefined";
      default -> "function";
    };
  }

  /** The type for messages. */
  public static String a(Object value) {
    return switch (value) {
      case None _ -> "None";
      case Boolean _ -> "True or False";
      case Long _, BigInteger _ -> "a whole number";
      case Double _ -> "a decimal number";
      case String _ -> "a text";
      case Markup _ -> "a text escaped for HTML";
      case Tuple _ -> "a tuple";
      case Range _ -> "a range";
      case List<?> _ -> "a list";
      case Map<?, ?> _ -> "a map";
      case DictView _ -> "a view of a map";
      case Namespace _ -> "a namespace";
      case Omit _ -> "omit, which leaves out a parameter of a task,";
      case DateTime _, DateTime.Day _ -> "a date";
      case DateTime.Span _ -> "the time between two dates";
      default -> "a method";
    };
  }

  public static Object defined(Object value) {
    if (value instanceof Undefined undefined) {
      throw undefined.used();
    }
    return value;
  }

  public static boolean truth(Object value) {
    return switch (defined(value)) {
      case None _ -> false;
      case Boolean yes -> yes;
      case Long number -> number != 0;
      case BigInteger number -> number.signum() != 0;
      case Double number -> number != 0;
      case String text -> !text.isEmpty();
      case Markup markup -> !markup.html().isEmpty();
      case Collection<?> items -> !items.isEmpty();
      case Map<?, ?> map -> !map.isEmpty();
      default -> true;
    };
  }

  /** The items of what Python can iterate over. */
  @SuppressWarnings("unchecked")
  public static Optional<List<Object>> iterable(Object value) {
    return switch (defined(value)) {
      case String text -> Optional.of(Chars.all(text));
      case List<?> list -> Optional.of((List<Object>) list);
      case DictView view -> Optional.of(view.items());
      case Map<?, ?> map -> Optional.of(new ArrayList<>(map.keySet()));
      default -> Optional.empty();
    };
  }

  public static List<Object> items(Object value) {
    return iterable(value)
        .orElseThrow(() -> new JinjaException("expected a list, found " + a(value)));
  }

  @SuppressWarnings("unchecked")
  public static Map<Object, Object> map(Object value) {
    if (defined(value) instanceof Map<?, ?> map) {
      return (Map<Object, Object>) map;
    }
    throw new JinjaException("expected a map, found " + a(value));
  }

  public static String text(Object value) {
    if (defined(value) instanceof String text) {
      return text;
    }
    throw new JinjaException("expected a text, found " + a(value));
  }

  public static boolean equal(Object left, Object right) {
    if (Numbers.isNumber(defined(left)) && Numbers.isNumber(defined(right))) {
      return Numbers.equal(left, right);
    }
    return switch (left) {
      case Tuple tuple -> right instanceof Tuple other && sameItems(tuple, other);
      case Range range -> right instanceof Range other && sameItems(range, other);
      case List<?> list ->
          right instanceof List<?> other
              && !(right instanceof Tuple)
              && !(right instanceof Range)
              && sameItems(list, other);
      case Map<?, ?> map -> right instanceof Map<?, ?> other && sameEntries(map, other);
      case DictView _ -> throw new JinjaException("two views of maps cannot be compared here");
      default -> left.equals(right);
    };
  }

  private static boolean sameItems(List<?> left, List<?> right) {
    if (left.size() != right.size()) {
      return false;
    }
    for (int i = 0; i < left.size(); i++) {
      if (!equal(left.get(i), right.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameEntries(Map<?, ?> left, Map<?, ?> right) {
    if (left.size() != right.size()) {
      return false;
    }
    for (Map.Entry<?, ?> entry : left.entrySet()) {
      Optional<Object> other = entry(right, Objects.requireNonNull(entry.getKey()));
      if (other.isEmpty() || !equal(Objects.requireNonNull(entry.getValue()), other.get())) {
        return false;
      }
    }
    return true;
  }

  /** The value of a key; 1, 1.0 and True are the same key. */
  public static Optional<Object> entry(Map<?, ?> map, Object key) {
    Object found = map.get(key);
    if (found != null || !Numbers.isNumber(key)) {
      return Optional.ofNullable(found);
    }
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (entry.getKey() != null && entry.getValue() != null && equal(key, entry.getKey())) {
        return Optional.of(entry.getValue());
      }
    }
    return Optional.empty();
  }

  /** Whether Python can use it as a key. */
  public static boolean hashable(Object value) {
    return switch (value) {
      case Tuple tuple -> tuple.stream().allMatch(Values::hashable);
      case Range _ -> true;
      case Collection<?> _, Map<?, ?> _ -> false;
      default -> true;
    };
  }

  public static Object key(Object value) {
    if (!hashable(defined(value))) {
      throw new JinjaException(a(value) + " cannot be a key");
    }
    return value;
  }
}

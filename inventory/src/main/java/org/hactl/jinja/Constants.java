package org.hactl.jinja;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.hactl.jinja.Expression.Arithmetic;
import org.hactl.jinja.Expression.Constant;
import org.hactl.jinja.Expression.ListOf;
import org.hactl.jinja.Expression.MapOf;
import org.hactl.jinja.Expression.Signed;
import org.hactl.jinja.Expression.TupleOf;
import org.hactl.jinja.python.LazyMap;
import org.hactl.jinja.python.Range;
import org.hactl.jinja.python.Tuple;

/**
 * Expressions without names. Jinja computes them when it reads the template, and writes the result
 * into its program, where one list at two places becomes two lists.
 */
final class Constants {
  private Constants() {}

  static boolean isConstant(Expression expression) {
    return switch (expression) {
      case Constant _ -> true;
      case ListOf(List<Expression> items, int _) -> items.stream().allMatch(Constants::isConstant);
      case TupleOf(List<Expression> items, int _) -> items.stream().allMatch(Constants::isConstant);
      case MapOf(List<Expression.Pair> pairs, int _) ->
          pairs.stream().allMatch(pair -> isConstant(pair.key()) && isConstant(pair.value()));
      case Signed(String _, Expression operand, int _) -> isConstant(operand);
      case Arithmetic(String _, Expression left, Expression right, int _) ->
          isConstant(left) && isConstant(right);
      default -> false;
    };
  }

  /** Whether a name or a call may be in it. */
  static boolean hasNames(Expression expression) {
    return switch (expression) {
      case Constant _ -> false;
      case ListOf(List<Expression> items, int _) -> items.stream().anyMatch(Constants::hasNames);
      case TupleOf(List<Expression> items, int _) -> items.stream().anyMatch(Constants::hasNames);
      case MapOf(List<Expression.Pair> pairs, int _) ->
          pairs.stream().anyMatch(pair -> hasNames(pair.key()) || hasNames(pair.value()));
      case Arithmetic(String _, Expression left, Expression right, int _) ->
          hasNames(left) || hasNames(right);
      case Expression.Filtered filtered -> hasNames(filtered.base());
      case Expression.Item(Expression base, Expression _, int _) -> hasNames(base);
      case Expression.Slice slice -> hasNames(slice.base());
      default -> true;
    };
  }

  /** The value with a list or map of its own at each place; the values of a lazy map stay. */
  static Object copy(Object value) {
    return switch (value) {
      case Range range -> range;
      case LazyMap map -> map;
      case Tuple tuple -> new Tuple(copies(tuple));
      case List<?> list -> copies(list);
      case Map<?, ?> map -> {
        Map<Object, Object> made = new LinkedHashMap<>();
        map.forEach((key, item) -> made.put(key, copy(Objects.requireNonNull(item))));
        yield made;
      }
      default -> value;
    };
  }

  private static List<Object> copies(List<?> list) {
    List<Object> made = new ArrayList<>();
    list.forEach(item -> made.add(copy(Objects.requireNonNull(item))));
    return made;
  }
}

package org.hactl.jinja;

import org.hactl.jinja.Expression.Attribute;
import org.hactl.jinja.Expression.Constant;
import org.hactl.jinja.Expression.Item;
import org.hactl.jinja.Expression.Name;

/** Builds the names of the variables and keys that a template uses, for messages. */
final class Paths {
  private Paths() {}

  static String of(Expression expression) {
    return "\"" + path(expression) + "\"";
  }

  private static String path(Expression expression) {
    return switch (expression) {
      case Name(String name, int _) -> name;
      case Attribute(Expression base, String name, int _) -> path(base) + "." + name;
      case Item(Expression base, Constant(Object key, int _), int _) ->
          path(base) + "[" + (key instanceof String text ? "'" + text + "'" : key) + "]";
      case Item(Expression base, Expression key, int _) -> path(base) + "[" + path(key) + "]";
      default -> "...";
    };
  }
}

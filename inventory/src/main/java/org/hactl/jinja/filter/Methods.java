package org.hactl.jinja.filter;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hactl.jinja.python.JinjaException;
import org.hactl.jinja.python.Markup;
import org.hactl.jinja.python.Range;
import org.hactl.jinja.python.Tuple;
import org.hactl.jinja.python.Values;

/** The methods of Python's texts, lists, maps and numbers. */
final class Methods {
  private static final Map<String, Filter> OF_TEXT = byName(TextMethods.all());
  private static final Map<String, Filter> OF_LIST = byName(CollectionMethods.ofList());
  private static final Map<String, Filter> OF_TUPLE =
      byName(
          CollectionMethods.ofList().stream()
              .filter(method -> method.name().equals("index") || method.name().equals("count"))
              .toList());
  private static final Map<String, Filter> OF_MAP = byName(CollectionMethods.ofMap());

  /** The methods and attributes of Python's texts that hactl's templates do not have. */
  private static final Set<String> REFUSED_OF_TEXT =
      Set.of("encode", "translate", "maketrans", "format_map", "isidentifier", "isprintable");

  private static final Set<String> REFUSED_OF_LIST = Set.of("clear", "sort", "reverse");
  private static final Set<String> REFUSED_OF_MAP = Set.of("clear", "fromkeys", "popitem");
  private static final Set<String> REFUSED_OF_NUMBER =
      Set.of(
          "real",
          "imag",
          "numerator",
          "denominator",
          "bit_length",
          "bit_count",
          "conjugate",
          "to_bytes",
          "from_bytes",
          "as_integer_ratio",
          "is_integer",
          "hex",
          "fromhex");

  private Methods() {}

  private static Map<String, Filter> byName(List<Filter> filters) {
    Map<String, Filter> map = new HashMap<>();
    filters.forEach(filter -> map.put(filter.name(), filter));
    return map;
  }

  /** The method of a value; empty if Python's type has no method of this name. */
  static Optional<Callable> of(Object base, String name) {
    if (name.startsWith("__")) {
      throw new JinjaException("\"" + name + "\": Python's inner names are not available");
    }
    Map<String, Filter> known =
        switch (base) {
          case String _ -> OF_TEXT;
          case Map<?, ?> _ -> OF_MAP;
          case Range _ -> Map.of();
          case Tuple _ -> OF_TUPLE;
          case List<?> _ -> OF_LIST;
          default -> Map.of();
        };
    Filter method = known.get(name);
    if (method != null) {
      return Optional.of(
          (positional, named, runtime) -> runtime.filter(method, base, positional, named));
    }
    Set<String> refused =
        switch (base) {
          case String _ -> REFUSED_OF_TEXT;
          case Map<?, ?> _ -> REFUSED_OF_MAP;
          case Tuple _, Range _ -> Set.of();
          case List<?> _ -> REFUSED_OF_LIST;
          case Number _, Boolean _ -> REFUSED_OF_NUMBER;
          case Markup _, Callable _ ->
              throw new JinjaException("\"." + name + "\" does not take " + Values.a(base));
          default -> Set.of();
        };
    if (refused.contains(name)) {
      throw new JinjaException("the method \"" + name + "\" is not supported");
    }
    return Optional.empty();
  }
}

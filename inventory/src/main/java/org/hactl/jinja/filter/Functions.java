package org.hactl.jinja.filter;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hactl.jinja.python.JinjaException;
import org.hactl.jinja.python.Namespace;
import org.hactl.jinja.python.None;
import org.hactl.jinja.python.Range;
import org.hactl.jinja.python.Undefined;
import org.hactl.jinja.python.Values;

/** The functions that a template can call. */
public final class Functions {
  private static final Signature ONE_MAP = Signature.of("items=None, **kwargs");

  private Functions() {}

  public static Optional<Callable> of(String name) {
    return Optional.ofNullable(
        switch (name) {
          case "range" -> Functions::range;
          case "dict" -> Functions::dict;
          case "namespace" ->
              (positional, named, runtime) -> {
                Map<String, Object> values = new LinkedHashMap<>();
                map(positional, named, runtime)
                    .forEach((key, value) -> values.put(Values.text(key), value));
                return new Namespace(values);
              };
          case "joiner" -> Functions::joiner;
          case "lookup" -> LookupFunctions::lookup;
          case "query", "q" -> LookupFunctions::query;
          case "now" -> TimeFilters::now;
          case "cycler" -> Functions::cycler;
          case "undef" -> Functions::undefined;
          case "lipsum" -> refused(name, "the result would differ at each apply");
          default -> null;
        });
  }

  private static Callable refused(String name, String why) {
    return (_, _, _) -> {
      throw new JinjaException("\"" + name + "()\": " + why);
    };
  }

  private static Object range(List<Object> given, Map<String, Object> named, Runtime runtime) {
    if (!named.isEmpty() || given.isEmpty() || given.size() > 3) {
      throw new JinjaException("range() takes one to three whole numbers");
    }
    long first = number(given.getFirst());
    Range made =
        given.size() == 1
            ? new Range(0, first, 1)
            : new Range(first, number(given.get(1)), given.size() == 3 ? number(given.get(2)) : 1);
    runtime.spend(made.size());
    return made;
  }

  private static long number(Object value) {
    if (!(Values.defined(value) instanceof Long number)) {
      throw new JinjaException("range() takes whole numbers, found " + Values.a(value));
    }
    return number;
  }

  private static Object dict(List<Object> given, Map<String, Object> named, Runtime runtime) {
    return map(given, named, runtime);
  }

  private static Map<Object, Object> map(
      List<Object> given, Map<String, Object> named, Runtime runtime) {
    Arguments a = ONE_MAP.bind("dict()", given, named, runtime);
    Map<Object, Object> map = new LinkedHashMap<>();
    Object items = a.get("items");
    if (Values.defined(items) instanceof Map<?, ?>) {
      map.putAll(Values.map(items));
    } else if (items != None.NONE) {
      for (Object pair : Values.items(items)) {
        List<Object> two = Values.items(pair);
        if (two.size() != 2) {
          throw new JinjaException("dict() takes pairs");
        }
        map.put(Values.key(two.get(0)), two.get(1));
      }
    }
    map.putAll(a.extra());
    return map;
  }

  private static Object undefined(List<Object> given, Map<String, Object> named, Runtime runtime) {
    Arguments a = Signature.of("hint=None").bind("undef()", given, named, runtime);
    return Undefined.of(a.given("hint") ? a.text("hint") : "the value must be set", -1);
  }

  private static Object cycler(List<Object> given, Map<String, Object> named, Runtime runtime) {
    if (given.isEmpty() || !named.isEmpty()) {
      throw new JinjaException("cycler() takes values");
    }
    int[] at = {0};
    Namespace made = new Namespace(Map.of("current", given.getFirst()));
    made.values()
        .put(
            "next",
            (Callable)
                (_, _, _) -> {
                  Object now = given.get(at[0]);
                  at[0] = (at[0] + 1) % given.size();
                  made.values().put("current", given.get(at[0]));
                  return now;
                });
    made.values()
        .put(
            "reset",
            (Callable)
                (_, _, _) -> {
                  at[0] = 0;
                  made.values().put("current", given.getFirst());
                  return None.NONE;
                });
    return made;
  }

  private static Object joiner(List<Object> given, Map<String, Object> named, Runtime runtime) {
    Arguments a = Signature.of("sep=None").bind("joiner()", given, named, runtime);
    Object separator = a.given("sep") ? a.get("sep") : ", ";
    boolean[] used = {false};
    return (Callable)
        (_, _, _) -> {
          boolean before = used[0];
          used[0] = true;
          return before ? separator : "";
        };
  }
}

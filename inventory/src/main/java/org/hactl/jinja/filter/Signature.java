package org.hactl.jinja.filter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.hactl.jinja.python.JinjaException;
import org.hactl.jinja.python.None;
import org.hactl.jinja.python.YamlTypes;
import org.hactl.yaml.Nearest;

/**
 * The parameters of a filter, test, method or function, as Python writes them.
 *
 * @param rest whether any number of further values may follow
 * @param extra whether values with other names than those of the parameters are accepted
 */
public record Signature(List<Parameter> parameters, boolean rest, boolean extra) {
  /** The value that a parameter has if it is not given and has no default. */
  private static final Object REQUIRED = new Object();

  public record Parameter(String name, Object otherwise) {
    boolean required() {
      return otherwise == REQUIRED;
    }
  }

  /** Reads {@code "old, new, count=None"}. */
  static Signature of(String written) {
    List<Parameter> parameters = new ArrayList<>();
    boolean rest = false;
    boolean extra = false;
    for (String part : written.isEmpty() ? new String[0] : written.split(", ", -1)) {
      int equals = part.indexOf('=');
      if (part.equals("*args")) {
        rest = true;
      } else if (part.equals("**kwargs")) {
        extra = true;
      } else if (equals < 0) {
        parameters.add(new Parameter(part, REQUIRED));
      } else {
        parameters.add(
            new Parameter(part.substring(0, equals), otherwise(part.substring(equals + 1))));
      }
    }
    return new Signature(parameters, rest, extra);
  }

  private static Object otherwise(String written) {
    return switch (written) {
      case "None" -> None.NONE;
      case "True" -> true;
      case "False" -> false;
      case "{}" -> Map.of();
      default ->
          written.startsWith("'")
              ? written.substring(1, written.length() - 1)
              : YamlTypes.plain(written);
    };
  }

  /** Throws if a call with this number of values and these names is wrong. */
  public void check(String what, int positional, List<String> names, boolean open) {
    if (positional > parameters.size() && !rest) {
      throw new JinjaException(
          what + " takes at most " + count(parameters.size()) + ", found " + positional);
    }
    for (String name : names) {
      int index = parameters.stream().map(Parameter::name).toList().indexOf(name);
      if (index < 0 && !extra) {
        throw new JinjaException(
            what + " has no argument \"" + name + "\"",
            -1,
            Nearest.to(name, parameters.stream().map(Parameter::name).toList()).orElse(null),
            false);
      }
      if (index >= 0 && index < positional) {
        throw new JinjaException(what + " gets \"" + name + "\" twice");
      }
    }
    for (int i = positional; i < parameters.size() && !open; i++) {
      Parameter parameter = parameters.get(i);
      if (parameter.required() && !names.contains(parameter.name())) {
        throw new JinjaException(what + " needs \"" + parameter.name() + "\"");
      }
    }
  }

  private static String count(int number) {
    return number == 1 ? "1 argument" : number + " arguments";
  }

  Arguments bind(String what, List<Object> positional, Map<String, Object> named, Runtime runtime) {
    check(what, positional.size(), List.copyOf(named.keySet()), false);
    Map<String, Object> values = new LinkedHashMap<>();
    Map<String, Object> others = new LinkedHashMap<>(named);
    for (int i = 0; i < parameters.size(); i++) {
      Parameter parameter = parameters.get(i);
      Object given = others.remove(parameter.name());
      values.put(
          parameter.name(),
          i < positional.size()
              ? positional.get(i)
              : Objects.requireNonNullElse(given, parameter.otherwise()));
    }
    int taken = Math.min(positional.size(), parameters.size());
    return new Arguments(
        what, values, List.copyOf(positional.subList(taken, positional.size())), others, runtime);
  }
}

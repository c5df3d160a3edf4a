package org.hactl.inventory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The methods of Python's strings, lists and maps that people call in templates. */
final class PythonMethods {
  private PythonMethods() {}

  static @Nullable Object invoke(Object base, String method, List<?> arguments) {
    return switch (base) {
      case Map<?, ?> map -> ofMap(map, method, arguments);
      case String text -> ofText(text, method, arguments);
      case List<?> list when method.equals("index") -> (long) list.indexOf(argument(arguments, 0));
      case List<?> list when method.equals("count") ->
          list.stream().filter(item -> item.equals(argument(arguments, 0))).count();
      default -> throw unknown(method);
    };
  }

  private static @Nullable Object ofMap(Map<?, ?> map, String method, List<?> arguments) {
    return switch (method) {
      case "items" -> new ArrayList<>(map.entrySet());
      case "keys" -> new ArrayList<>(map.keySet());
      case "values" -> new ArrayList<>(map.values());
      case "get" -> {
        Object found = map.get(argument(arguments, 0));
        yield found != null || arguments.size() < 2 ? found : arguments.get(1);
      }
      default -> throw unknown(method);
    };
  }

  private static Object ofText(String text, String method, List<?> arguments) {
    return switch (method) {
      case "upper" -> text.toUpperCase(Locale.ROOT);
      case "lower" -> text.toLowerCase(Locale.ROOT);
      case "strip" -> text.strip();
      case "lstrip" -> text.stripLeading();
      case "rstrip" -> text.stripTrailing();
      case "startswith" -> text.startsWith(argument(arguments, 0));
      case "endswith" -> text.endsWith(argument(arguments, 0));
      case "find" -> (long) text.indexOf(argument(arguments, 0));
      case "replace" -> text.replace(argument(arguments, 0), argument(arguments, 1));
      case "split" ->
          arguments.isEmpty()
              ? Arrays.asList(text.strip().split("\\s+"))
              : Arrays.asList(text.split(Pattern.quote(argument(arguments, 0)), -1));
      case "splitlines" -> text.lines().toList();
      case "join" -> {
        Object items = arguments.isEmpty() ? List.of() : arguments.getFirst();
        List<String> words = new ArrayList<>();
        if (items instanceof Iterable<?> list) {
          list.forEach(item -> words.add(String.valueOf(item)));
        }
        yield String.join(text, words);
      }
      default -> throw unknown(method);
    };
  }

  private static String argument(List<?> arguments, int index) {
    if (index >= arguments.size()) {
      throw new IllegalArgumentException("an argument is missing");
    }
    return String.valueOf(arguments.get(index));
  }

  private static IllegalArgumentException unknown(String method) {
    return new IllegalArgumentException("there is no method \"%s\"".formatted(method));
  }
}

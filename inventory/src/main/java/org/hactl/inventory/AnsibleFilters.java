package org.hactl.inventory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.filter.Filter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Filters that Ansible has besides Jinja's own. */
final class AnsibleFilters {
  private static final ObjectMapper JSON =
      new ObjectMapper().configure(SerializationFeature.FAIL_ON_EMPTY_BEANS, false);

  @FunctionalInterface
  private interface FilterStep {
    @Nullable Object apply(@Nullable Object value, List<@Nullable Object> arguments);
  }

  private record Simple(String name, FilterStep step) implements Filter {
    @Override
    public String getName() {
      return name;
    }

    @Override
    @SuppressWarnings("NullAway") // the library passes null for a missing value
    public @Nullable Object filter(
        @Nullable Object value,
        JinjavaInterpreter interpreter,
        @Nullable Object[] arguments,
        Map<String, Object> named) {
      return step.apply(value, Arrays.asList(arguments));
    }

    @Override
    @SuppressWarnings("NullAway")
    public @Nullable Object filter(
        @Nullable Object value, JinjavaInterpreter interpreter, String... arguments) {
      return step.apply(value, Arrays.asList((Object[]) arguments));
    }
  }

  private AnsibleFilters() {}

  static List<Filter> all() {
    return List.of(
        new Simple("to_json", (value, _) -> json(value, false)),
        new Simple("to_nice_json", (value, _) -> json(value, true)),
        new Simple("mandatory", (value, _) -> value),
        new Simple("ternary", AnsibleFilters::ternary),
        new Simple("basename", (value, _) -> text(value).replaceFirst(".*/", "")),
        new Simple("dirname", (value, _) -> dirname(text(value))),
        new Simple("quote", (value, _) -> "'" + text(value).replace("'", "'\"'\"'") + "'"),
        new Simple("b64encode", (value, _) -> encode(text(value))),
        new Simple("b64decode", (value, _) -> decode(text(value))),
        new Simple("combine", AnsibleFilters::combine),
        new Simple("dict2items", (value, _) -> items(value)),
        new Simple("flatten", (value, _) -> flatten(value, new ArrayList<>())),
        new Simple("min", (value, _) -> list(value).stream().min(BY_VALUE).orElse(null)),
        new Simple("max", (value, _) -> list(value).stream().max(BY_VALUE).orElse(null)));
  }

  private static final Comparator<Object> BY_VALUE =
      (a, b) ->
          a instanceof Number x && b instanceof Number y
              ? Double.compare(x.doubleValue(), y.doubleValue())
              : text(a).compareTo(text(b));

  private static String json(@Nullable Object value, boolean indented) {
    try {
      return (indented ? JSON.writerWithDefaultPrettyPrinter() : JSON.writer())
          .writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("cannot be written as JSON", e);
    }
  }

  private static @Nullable Object ternary(
      @Nullable Object value, List<@Nullable Object> arguments) {
    if (arguments.size() < 2) {
      throw new IllegalArgumentException("ternary takes two values");
    }
    boolean yes =
        switch (value) {
          case null -> false;
          case Boolean b -> b;
          case Number n -> n.doubleValue() != 0;
          default -> !text(value).isEmpty();
        };
    return arguments.get(yes ? 0 : 1);
  }

  private static String dirname(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, Math.max(1, slash));
  }

  private static String encode(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String decode(String text) {
    return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
  }

  private static Map<String, @Nullable Object> combine(
      @Nullable Object value, List<@Nullable Object> arguments) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    List<@Nullable Object> maps = new ArrayList<>();
    maps.add(value);
    maps.addAll(arguments);
    for (Object map : maps) {
      if (!(map instanceof Map<?, ?> more)) {
        throw new IllegalArgumentException("combine takes maps");
      }
      more.forEach((key, item) -> all.put(String.valueOf(key), item));
    }
    return all;
  }

  private static List<Map<String, @Nullable Object>> items(@Nullable Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      throw new IllegalArgumentException("dict2items takes a map");
    }
    List<Map<String, @Nullable Object>> items = new ArrayList<>();
    map.forEach((key, item) -> {
      Map<String, @Nullable Object> pair = new LinkedHashMap<>();
      pair.put("key", String.valueOf(key));
      pair.put("value", item);
      items.add(pair);
    });
    return items;
  }

  private static List<@Nullable Object> flatten(
      @Nullable Object value, List<@Nullable Object> into) {
    if (value instanceof Iterable<?> items) {
      items.forEach(item -> flatten(item, into));
    } else {
      into.add(value);
    }
    return into;
  }

  private static List<Object> list(@Nullable Object value) {
    List<Object> all = new ArrayList<>();
    if (value instanceof Iterable<?> items) {
      items.forEach(all::add);
    }
    return all;
  }

  private static String text(@Nullable Object value) {
    return String.valueOf(value);
  }
}

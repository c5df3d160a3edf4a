package org.hactl.jinja.filter;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.hactl.jinja.python.JinjaException;
import org.hactl.jinja.python.Values;

/** Tests of the result of a task: maps with {@code failed}, {@code changed} and the like. */
final class ResultTests {
  private ResultTests() {}

  static List<Filter> all() {
    return List.of(
        has("failed", "failed"),
        has("failure", "failed"),
        hasNot("succeeded", "failed"),
        hasNot("success", "failed"),
        hasNot("successful", "failed"),
        has("unreachable", "unreachable"),
        hasNot("reachable", "unreachable"),
        has("skipped", "skipped"),
        has("skip", "skipped"),
        Filter.of("changed", "", (v, _) -> changed(v)),
        Filter.of("change", "", (v, _) -> changed(v)),
        is("started"),
        is("finished"));
  }

  private static Map<Object, Object> result(Object value) {
    if (!(Values.defined(value) instanceof Map<?, ?>)) {
      throw new JinjaException("this test takes the result of a task, found " + Values.a(value));
    }
    return Values.map(value);
  }

  private static Object get(Object value, String key) {
    return Objects.requireNonNullElse(result(value).get(key), false);
  }

  private static Filter has(String name, String key) {
    return Filter.of(name, "", (v, _) -> get(v, key));
  }

  private static Filter hasNot(String name, String key) {
    return Filter.of(name, "", (v, _) -> !Values.truth(get(v, key)));
  }

  private static Filter is(String key) {
    return Filter.of(
        key, "", (v, _) -> !result(v).containsKey(key) || Values.equal(get(v, key), 1L));
  }

  private static Object changed(Object value) {
    Map<Object, Object> result = result(value);
    if (result.containsKey("changed")) {
      return get(value, "changed");
    }
    return result.get("results") instanceof List<?> results
        && !results.isEmpty()
        && results.getFirst() instanceof Map<?, ?>
        && results.stream()
            .anyMatch(one -> Values.truth(get(Objects.requireNonNull(one), "changed")));
  }
}

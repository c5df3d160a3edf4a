package org.hactl.jinja.filter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.hactl.jinja.python.JinjaException;
import org.hactl.jinja.python.None;
import org.hactl.jinja.python.Values;

/** {@code map}, and the filters that keep or drop items by a test. */
final class SelectionFilters {
  private SelectionFilters() {}

  static List<Filter> all() {
    return List.of(
        Filter.opaque("map", "*args, **kwargs", SelectionFilters::map),
        Filter.opaque("select", "*args, **kwargs", (v, a) -> select(v, a, false, true)),
        Filter.opaque("reject", "*args, **kwargs", (v, a) -> select(v, a, false, false)),
        Filter.opaque("selectattr", "*args, **kwargs", (v, a) -> select(v, a, true, true)),
        Filter.opaque("rejectattr", "*args, **kwargs", (v, a) -> select(v, a, true, false)));
  }

  private static Object map(Object value, Arguments a) {
    if (!Values.truth(value)) {
      return new ArrayList<>();
    }
    UnaryOperator<Object> function = function(a);
    List<Object> made = new ArrayList<>();
    Values.items(value).forEach(item -> made.add(function.apply(a.runtime().reveal(item))));
    a.runtime().spend(made.size());
    return made;
  }

  private static UnaryOperator<Object> function(Arguments a) {
    if (!a.rest().isEmpty()) {
      Filter filter = Filters.get(Values.text(a.rest().getFirst()));
      List<Object> others = a.rest().subList(1, a.rest().size());
      return item -> a.runtime().reveal(a.runtime().filter(filter, item, others, a.extra()));
    }
    Map<String, Object> named = new LinkedHashMap<>(a.extra());
    Object attribute = named.remove("attribute");
    Object otherwise = named.remove("default");
    if (attribute == null) {
      throw new JinjaException("\"map\" takes the name of a filter, or attribute=");
    }
    if (!named.isEmpty()) {
      throw new JinjaException(
          "\"map\" has no argument \"" + named.keySet().iterator().next() + "\"");
    }
    Optional<Object> used = Optional.ofNullable(otherwise).filter(o -> o != None.NONE);
    return Getters.of(attribute, used, a.runtime());
  }

  private static Object select(Object value, Arguments a, boolean byAttribute, boolean keep) {
    List<Object> made = new ArrayList<>();
    if (!Values.truth(value)) {
      return made;
    }
    List<Object> given = a.rest();
    if (byAttribute && given.isEmpty()) {
      throw new JinjaException(a.what() + " takes an attribute");
    }
    UnaryOperator<Object> getter =
        byAttribute
            ? Getters.of(given.getFirst(), Optional.empty(), a.runtime())
            : a.runtime()::reveal;
    int first = byAttribute ? 1 : 0;
    Predicate<Object> test = test(given.subList(first, given.size()), a);
    for (Object item : Values.items(value)) {
      a.runtime().spend(4);
      if (test.test(getter.apply(item)) == keep) {
        made.add(item);
      }
    }
    return made;
  }

  private static Predicate<Object> test(List<Object> given, Arguments a) {
    if (given.isEmpty()) {
      return Values::truth;
    }
    Filter test = Tests.get(Values.text(given.getFirst()));
    List<Object> others = given.subList(1, given.size());
    return item -> Values.truth(a.runtime().filter(test, item, others, a.extra()));
  }
}

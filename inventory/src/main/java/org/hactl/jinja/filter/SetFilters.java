package org.hactl.jinja.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.hactl.jinja.python.JinjaException;
import org.hactl.jinja.python.None;
import org.hactl.jinja.python.Numbers;
import org.hactl.jinja.python.Ordering;
import org.hactl.jinja.python.Range;
import org.hactl.jinja.python.Tuple;
import org.hactl.jinja.python.Values;

/** Filters that take lists as sets, and those that combine lists. */
final class SetFilters {
  private SetFilters() {}

  static List<Filter> all() {
    return List.of(
        Filter.of("unique", "case_sensitive=None, attribute=None", SetFilters::unique),
        Filter.of("union", "b", (v, a) -> union(v, a.get("b"), a)),
        Filter.of("intersect", "b", (v, a) -> common(v, a.get("b"), true, a)),
        Filter.of("difference", "b", (v, a) -> common(v, a.get("b"), false, a)),
        Filter.of(
            "symmetric_difference",
            "b",
            (v, a) -> {
              List<Object> both = common(v, a.get("b"), true, a);
              List<Object> all = union(v, a.get("b"), a);
              return all.stream().filter(item -> !in(both, item, a)).toList();
            }),
        Filter.of("zip", "*args", (v, a) -> zip(v, a, None.NONE, false)),
        Filter.of(
            "zip_longest",
            "*args, **kwargs",
            (v, a) -> {
              Object fill = a.extra().getOrDefault("fillvalue", None.NONE);
              if (a.extra().size() > (a.extra().containsKey("fillvalue") ? 1 : 0)) {
                throw new JinjaException("\"zip_longest\" has only the argument \"fillvalue\"");
              }
              return zip(v, a, fill, true);
            }),
        Filter.of("product", "*args, **kwargs", SetFilters::product),
        Filter.of("combinations", "r", (v, a) -> choose(v, a, false)),
        Filter.of("permutations", "r=None", (v, a) -> choose(v, a, true)));
  }

  /** Throws for two values of which Ansible makes Python's sets, which have no order. */
  private static void ordered(Object left, Object right, Arguments a) {
    if (unchanging(Values.defined(left)) && unchanging(Values.defined(right))) {
      throw new JinjaException(a.what() + " of two texts or tuples has no order; use list first");
    }
  }

  private static boolean unchanging(Object value) {
    return value instanceof String || value instanceof Tuple || value instanceof Range;
  }

  private static boolean in(List<Object> items, Object item, Arguments a) {
    a.runtime().spend(items.size());
    return items.stream().anyMatch(other -> Values.equal(other, item));
  }

  private static List<Object> exact(List<Object> items, UnaryOperator<Object> key, Arguments a) {
    List<Object> made = new ArrayList<>();
    List<Object> seen = new ArrayList<>();
    for (Object item : items) {
      Object value = Values.defined(key.apply(item));
      if (!in(seen, value, a)) {
        seen.add(value);
        made.add(item);
      }
    }
    return made;
  }

  private static Object unique(Object value, Arguments a) {
    List<Object> items = Values.items(value);
    boolean exact = Values.truth(a.get("case_sensitive"));
    UnaryOperator<Object> key = Getters.folding(a.get("attribute"), exact, a.runtime());
    boolean hashable = items.stream().allMatch(item -> Values.hashable(key.apply(item)));
    if (!hashable && (a.given("attribute") || a.get("case_sensitive").equals(false))) {
      throw new JinjaException("\"unique\" compares lists or maps only without arguments");
    }
    return exact(items, hashable ? key : item -> item, a);
  }

  private static List<Object> union(Object left, Object right, Arguments a) {
    ordered(left, right, a);
    boolean lists = left instanceof List<?> && right instanceof List<?>;
    if (!lists || unchanging(left) || unchanging(right)) {
      throw new JinjaException(a.what() + " takes two lists; use list first");
    }
    List<Object> all = new ArrayList<>(Values.items(left));
    all.addAll(Values.items(right));
    return exact(all, item -> item, a);
  }

  private static List<Object> common(Object left, Object right, boolean both, Arguments a) {
    ordered(left, right, a);
    Values.items(left).forEach(Values::defined);
    Values.items(right).forEach(Values::defined);
    List<Object> kept = new ArrayList<>();
    for (Object item : Values.items(left)) {
      a.runtime().spend(1);
      if (Ordering.contains(right, item, a.runtime().budget()) == both) {
        kept.add(item);
      }
    }
    return exact(kept, item -> item, a);
  }

  private static Object zip(Object value, Arguments a, Object fill, boolean longest) {
    List<List<Object>> lists = new ArrayList<>();
    lists.add(Values.items(value));
    a.rest().forEach(other -> lists.add(Values.items(other)));
    int size =
        longest
            ? lists.stream().mapToInt(List::size).max().orElse(0)
            : lists.stream().mapToInt(List::size).min().orElse(0);
    a.runtime().spend((long) size * lists.size());
    List<Object> rows = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      List<Object> row = new ArrayList<>();
      for (List<Object> list : lists) {
        row.add(i < list.size() ? list.get(i) : fill);
      }
      rows.add(new Tuple(row));
    }
    return rows;
  }

  private static Object product(Object value, Arguments a) {
    List<List<Object>> lists = new ArrayList<>();
    lists.add(Values.items(value));
    a.rest().forEach(other -> lists.add(Values.items(other)));
    int repeat = Numbers.index(a.extra().getOrDefault("repeat", 1L));
    if (a.extra().size() > (a.extra().containsKey("repeat") ? 1 : 0)) {
      throw new JinjaException("\"product\" has only the argument \"repeat\"");
    }
    List<List<Object>> rows = new ArrayList<>(List.of(List.of()));
    for (int i = 0; i < repeat; i++) {
      for (List<Object> list : lists) {
        a.runtime().spend((long) rows.size() * list.size() * (i + 1));
        List<List<Object>> longer = new ArrayList<>();
        for (List<Object> row : rows) {
          for (Object item : list) {
            List<Object> more = new ArrayList<>(row);
            more.add(item);
            longer.add(more);
          }
        }
        rows = longer;
      }
    }
    return new ArrayList<Object>(rows.stream().map(Tuple::new).toList());
  }

  private static Object choose(Object value, Arguments a, boolean anyOrder) {
    List<Object> items = Values.items(value);
    int size = a.given("r") ? a.whole("r") : items.size();
    if (size < 0) {
      throw new JinjaException(a.what() + " takes a number that is not negative");
    }
    List<Object> rows = new ArrayList<>();
    choose(items, size, anyOrder, new ArrayList<>(), rows, a);
    return rows;
  }

  private static void choose(
      List<Object> items,
      int size,
      boolean anyOrder,
      List<Integer> chosen,
      List<Object> rows,
      Arguments a) {
    a.runtime().spend(chosen.size() + 1L);
    if (chosen.size() == size) {
      rows.add(new Tuple(chosen.stream().map(items::get).toList()));
      return;
    }
    int first = anyOrder || chosen.isEmpty() ? 0 : chosen.getLast() + 1;
    for (int i = first; i < items.size(); i++) {
      if (!chosen.contains(i)) {
        chosen.add(i);
        choose(items, size, anyOrder, chosen, rows, a);
        chosen.removeLast();
      }
    }
  }
}

package org.hactl.jinja.filter;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.hactl.jinja.python.Chars;
import org.hactl.jinja.python.JinjaException;
import org.hactl.jinja.python.Markup;
import org.hactl.jinja.python.None;
import org.hactl.jinja.python.Ordering;
import org.hactl.jinja.python.Range;
import org.hactl.jinja.python.Tuple;
import org.hactl.jinja.python.Undefined;
import org.hactl.jinja.python.Values;

/** Filters that take a list. */
final class ListFilters {
  private static final String ORDER = "case_sensitive=False, attribute=None";

  private ListFilters() {}

  static List<Filter> all() {
    return List.of(
        Filter.opaque("length", "", (v, _) -> length(v)),
        Filter.opaque("list", "", (v, a) -> copy(v, a)),
        Filter.opaque("first", "", (v, _) -> end(Values.items(v), true)),
        Filter.opaque("last", "", (v, _) -> end(Values.items(v), false)),
        Filter.of("join", "d='', attribute=None", ListFilters::join),
        Filter.of("reverse", "", ListFilters::reverse),
        Filter.of("sort", "reverse=False, " + ORDER, ListFilters::sort),
        Filter.of("min", ORDER, (v, a) -> extreme(v, a, 1)),
        Filter.of("max", ORDER, (v, a) -> extreme(v, a, -1)),
        Filter.of("sum", "attribute=None, start=0", ListFilters::sum),
        Filter.of("batch", "linecount, fill_with=None", ListFilters::batch),
        Filter.of("slice", "slices, fill_with=None", ListFilters::slice),
        Filter.of("flatten", "levels=None, skip_nulls=True", ListFilters::flatten),
        Filter.of(
            "groupby", "attribute, default=None, case_sensitive=False", ListFilters::groupBy));
  }

  private static Object length(Object value) {
    return switch (Values.defined(value)) {
      case String text -> (long) Chars.length(text);
      case Markup markup -> (long) Chars.length(markup.html());
      case Map<?, ?> map -> (long) map.size();
      case java.util.Collection<?> items -> (long) items.size();
      default -> throw new JinjaException(Values.a(value) + " has no length");
    };
  }

  private static List<Object> copy(Object value, Arguments a) {
    List<Object> items = Values.items(value);
    a.runtime().spend(items.size());
    return new ArrayList<>(items);
  }

  private static Object end(List<Object> items, boolean first) {
    if (items.isEmpty()) {
      return Undefined.of("the list is empty and has no " + (first ? "first" : "last"), -1);
    }
    return first ? items.getFirst() : items.getLast();
  }

  private static Object join(Object value, Arguments a) {
    UnaryOperator<Object> getter = Getters.of(a.get("attribute"), Optional.empty(), a.runtime());
    String separator = a.runtime().str(a.get("d"));
    List<Object> items = Values.items(value);
    a.runtime().spend((long) items.size() * (separator.length() + 1));
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < items.size(); i++) {
      out.append(i == 0 ? "" : separator);
      out.append(a.runtime().str(getter.apply(items.get(i))));
    }
    a.runtime().spend(out.length());
    return out.toString();
  }

  private static Object reverse(Object value, Arguments a) {
    if (value instanceof String text) {
      return new StringBuilder(text).reverse().toString();
    }
    List<Object> all = copy(value, a);
    Collections.reverse(all);
    return all;
  }

  private static Comparator<Object> order(Arguments a) {
    List<UnaryOperator<Object>> getters =
        Getters.several(a.get("attribute"), a.truth("case_sensitive"), a.runtime());
    return (left, right) -> {
      a.runtime().spend(4);
      for (UnaryOperator<Object> getter : getters) {
        int order =
            Ordering.compare(
                Values.defined(getter.apply(left)), Values.defined(getter.apply(right)));
        if (order != 0) {
          return order;
        }
      }
      return 0;
    };
  }

  private static Object sort(Object value, Arguments a) {
    List<Object> all = copy(value, a);
    Comparator<Object> order = order(a);
    all.sort(a.truth("reverse") ? order.reversed() : order);
    return all;
  }

  private static Object extreme(Object value, Arguments a, int sign) {
    List<Object> all = Values.items(value);
    if (all.isEmpty()) {
      return Undefined.of("the list is empty and has no " + a.what(), -1);
    }
    UnaryOperator<Object> getter =
        Getters.folding(a.get("attribute"), a.truth("case_sensitive"), a.runtime());
    Object best = all.getFirst();
    for (Object item : all) {
      Object left = Values.defined(getter.apply(item));
      if (Ordering.compare(left, Values.defined(getter.apply(best))) * sign < 0) {
        best = item;
      }
    }
    return best;
  }

  private static Object sum(Object value, Arguments a) {
    UnaryOperator<Object> getter = Getters.of(a.get("attribute"), Optional.empty(), a.runtime());
    Object total = a.get("start");
    if (total instanceof String) {
      throw new JinjaException("\"sum\" does not add texts; use join");
    }
    for (Object item : Values.items(value)) {
      total = Arithmetics.apply("+", total, Values.defined(getter.apply(item)), a.runtime());
    }
    return total;
  }

  private static Object batch(Object value, Arguments a) {
    int size = a.whole("linecount");
    List<Object> all = new ArrayList<>();
    List<Object> batch = new ArrayList<>();
    for (Object item : Values.items(value)) {
      if (batch.size() == size) {
        all.add(batch);
        batch = new ArrayList<>();
      }
      batch.add(item);
    }
    if (!batch.isEmpty()) {
      if (a.given("fill_with") && batch.size() < size) {
        a.runtime().spend(size);
        batch.addAll(Collections.nCopies(size - batch.size(), a.get("fill_with")));
      }
      all.add(batch);
    }
    return all;
  }

  private static Object slice(Object value, Arguments a) {
    List<Object> items = Values.items(value);
    int slices = a.whole("slices");
    if (slices == 0) {
      throw new JinjaException("a division by zero");
    }
    a.runtime().spend(Math.max(0, slices) + (long) items.size());
    List<Object> all = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < slices; i++) {
      boolean longer = i < items.size() % slices;
      int to = from + items.size() / slices + (longer ? 1 : 0);
      List<Object> part = new ArrayList<>(items.subList(from, to));
      if (a.given("fill_with") && !longer) {
        part.add(a.get("fill_with"));
      }
      all.add(part);
      from = to;
    }
    return all;
  }

  private static Object flatten(Object value, Arguments a) {
    List<Object> out = new ArrayList<>();
    int levels = a.given("levels") ? a.whole("levels") : Integer.MAX_VALUE;
    flatten(Values.items(value), levels, a, out);
    return out;
  }

  private static void flatten(List<Object> items, int levels, Arguments a, List<Object> out) {
    for (Object item : items) {
      a.runtime().spend(1);
      boolean nothing = item == None.NONE || item.equals("None") || item.equals("null");
      if (a.truth("skip_nulls") && nothing) {
        continue;
      }
      if (Values.defined(item) instanceof List<?> && !(item instanceof Range) && levels >= 1) {
        flatten(Values.items(item), levels == Integer.MAX_VALUE ? levels : levels - 1, a, out);
      } else {
        out.add(item);
      }
    }
  }

  private static Object groupBy(Object value, Arguments a) {
    Optional<Object> otherwise =
        a.given("default") ? Optional.of(a.get("default")) : Optional.empty();
    UnaryOperator<Object> real = Getters.of(a.get("attribute"), otherwise, a.runtime());
    boolean exact = a.truth("case_sensitive");
    UnaryOperator<Object> key = item -> exact ? real.apply(item) : Getters.folded(real.apply(item));
    List<Object> sorted = copy(value, a);
    sorted.sort(
        (x, y) -> Ordering.compare(Values.defined(key.apply(x)), Values.defined(key.apply(y))));
    List<Object> groups = new ArrayList<>();
    int from = 0;
    for (int i = 1; i <= sorted.size(); i++) {
      boolean ends =
          i == sorted.size()
              || !Values.equal(key.apply(sorted.get(i - 1)), key.apply(sorted.get(i)));
      if (ends) {
        List<Object> group = new ArrayList<>(sorted.subList(from, i));
        groups.add(
            new Tuple(List.of(real.apply(group.getFirst()), group), List.of("grouper", "list")));
        from = i;
      }
    }
    return groups;
  }
}

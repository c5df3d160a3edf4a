package org.hactl.jinja.filter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hactl.jinja.python.JinjaException;
import org.hactl.jinja.python.None;
import org.hactl.jinja.python.Ordering;
import org.hactl.jinja.python.Tuple;
import org.hactl.jinja.python.Undefined;
import org.hactl.jinja.python.Values;

/** Filters that take or make maps, and filters for a value that may be missing. */
final class MapFilters {
  private static final String PAIR_NAMES = "key_name='key', value_name='value'";

  private MapFilters() {}

  static List<Filter> all() {
    return List.of(
        Filter.opaque(
            "default",
            "default_value='', boolean=False",
            (v, a) ->
                v instanceof Undefined || (a.truth("boolean") && !Values.truth(v))
                    ? a.get("default_value")
                    : v),
        Filter.opaque(
            "mandatory",
            "msg=None",
            (v, a) -> {
              if (v instanceof Undefined undefined) {
                throw a.given("msg") ? new JinjaException(a.text("msg")) : undefined.used();
              }
              return v;
            }),
        Filter.of(
            "ternary",
            "true_val, false_val, none_val=None",
            (v, a) ->
                v == None.NONE && a.given("none_val")
                    ? a.get("none_val")
                    : a.get(Values.truth(v) ? "true_val" : "false_val")),
        Filter.opaque(
            "items",
            "",
            (v, _) ->
                v instanceof Undefined
                    ? new ArrayList<>()
                    : CollectionMethods.pairs(Values.map(v))),
        Filter.opaque("dict2items", PAIR_NAMES, MapFilters::pairs),
        Filter.of("items2dict", PAIR_NAMES, MapFilters::map),
        Filter.of("dictsort", "case_sensitive=False, by='key', reverse=False", MapFilters::sorted),
        Filter.of("combine", "*args, **kwargs", Combining::combine),
        Filter.opaque("extract", "container, morekeys=None", MapFilters::extract),
        Filter.of("subelements", "subelements, skip_missing=False", MapFilters::subelements),
        Filter.of("rekey_on_member", "key, duplicates='error'", MapFilters::rekey));
  }

  private static Object pairs(Object value, Arguments a) {
    List<Object> pairs = new ArrayList<>();
    Values.map(value)
        .forEach((key, item) -> {
          Map<Object, Object> pair = new LinkedHashMap<>();
          pair.put(Values.key(a.get("key_name")), key);
          pair.put(Values.key(a.get("value_name")), item);
          pairs.add(pair);
        });
    a.runtime().spend(pairs.size());
    return pairs;
  }

  private static Object map(Object value, Arguments a) {
    Map<Object, Object> map = new LinkedHashMap<>();
    if (!(Values.defined(value) instanceof List<?>)) {
      throw new JinjaException("\"items2dict\" takes a list");
    }
    for (Object item : Values.items(value)) {
      map.put(
          Values.key(Values.defined(a.runtime().item(Values.map(item), a.get("key_name")))),
          Values.defined(a.runtime().item(Values.map(item), a.get("value_name"))));
    }
    return map;
  }

  private static Object sorted(Object value, Arguments a) {
    int index =
        switch (a.text("by")) {
          case "key" -> 0;
          case "value" -> 1;
          default -> throw new JinjaException("\"dictsort\" sorts by \"key\" or \"value\"");
        };
    boolean exact = a.truth("case_sensitive");
    List<Object> pairs = CollectionMethods.pairs(Values.map(value));
    java.util.Comparator<Object> order =
        (left, right) -> {
          Object x = ((Tuple) left).get(index);
          Object y = ((Tuple) right).get(index);
          return Ordering.compare(exact ? x : Getters.folded(x), exact ? y : Getters.folded(y));
        };
    pairs.sort(a.truth("reverse") ? order.reversed() : order);
    return pairs;
  }

  private static Object extract(Object item, Arguments a) {
    List<Object> keys = new ArrayList<>(List.of(item));
    Object more = a.get("morekeys");
    if (more instanceof List<?> && !(more instanceof Tuple)) {
      keys.addAll(Values.items(more));
    } else if (more != None.NONE) {
      keys.add(more);
    }
    Object value = a.get("container");
    for (Object key : keys) {
      value = a.runtime().item(value, key);
    }
    return value;
  }

  private static Object subelements(Object value, Arguments a) {
    List<Object> elements =
        Values.defined(value) instanceof Map<?, ?> map
            ? new ArrayList<>(map.values())
            : Values.items(value);
    if (value instanceof String) {
      throw new JinjaException("\"subelements\" takes a list or a map, found a text");
    }
    Object names = a.get("subelements");
    List<Object> keys =
        names instanceof String path
            ? List.of((Object[]) path.split("\\.", -1))
            : Values.items(names);
    List<Object> rows = new ArrayList<>();
    for (Object element : elements) {
      Object found = element;
      for (Object key : keys) {
        found = Values.entry(Values.map(found), key).orElse(None.NONE);
        if (found == None.NONE && a.truth("skip_missing")) {
          found = List.of();
          break;
        }
      }
      if (!(found instanceof List<?>)) {
        throw new JinjaException("\"subelements\": an element has no such list");
      }
      Values.items(found).forEach(item -> rows.add(Tuple.of(element, item)));
    }
    a.runtime().spend(rows.size());
    return rows;
  }

  private static Object rekey(Object value, Arguments a) {
    boolean overwrite =
        switch (a.text("duplicates")) {
          case "error" -> false;
          case "overwrite" -> true;
          default -> throw new JinjaException("\"duplicates\" is \"error\" or \"overwrite\"");
        };
    List<Object> items =
        Values.defined(value) instanceof Map<?, ?> map
            ? new ArrayList<>(map.values())
            : Values.items(value);
    if (value instanceof String) {
      throw new JinjaException("\"rekey_on_member\" takes a list or a map, found a text");
    }
    Map<Object, Object> made = new LinkedHashMap<>();
    for (Object item : items) {
      Object key =
          Values.entry(Values.map(item), a.get("key"))
              .orElseThrow(
                  () -> new JinjaException("\"rekey_on_member\": an item has no such key"));
      if (made.put(Values.key(key), item) != null && !overwrite) {
        throw new JinjaException("\"rekey_on_member\": two items have the same key");
      }
    }
    return made;
  }
}

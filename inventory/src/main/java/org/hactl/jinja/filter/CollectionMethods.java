package org.hactl.jinja.filter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.hactl.jinja.python.DictView;
import org.hactl.jinja.python.JinjaException;
import org.hactl.jinja.python.None;
import org.hactl.jinja.python.Tuple;
import org.hactl.jinja.python.Values;

/** The methods of Python's lists and maps. Variables of the inventory cannot be changed. */
final class CollectionMethods {
  private CollectionMethods() {}

  static List<Filter> ofList() {
    return List.of(
        Filter.opaque("append", "item", (value, a) -> change(() -> list(value).add(a.get("item")))),
        Filter.opaque(
            "extend",
            "items",
            (value, a) -> {
              List<Object> items = Values.items(a.get("items"));
              a.runtime().spend(items.size() * 2L);
              return change(() -> list(value).addAll(new ArrayList<>(items)));
            }),
        Filter.opaque(
            "insert",
            "index, item",
            (value, a) ->
                change(() -> {
                  int size = list(value).size();
                  int index = a.whole("index");
                  list(value)
                      .add(Math.clamp(index < 0 ? index + size : index, 0, size), a.get("item"));
                  return true;
                })),
        Filter.opaque(
            "pop",
            "index=-1",
            (value, a) -> {
              int index = a.whole("index");
              int at = index < 0 ? index + list(value).size() : index;
              if (at < 0 || at >= list(value).size()) {
                throw new JinjaException("the list has no item " + index);
              }
              return changed(() -> list(value).remove(at));
            }),
        Filter.opaque(
            "remove",
            "item",
            (value, a) -> {
              int at = indexOf(list(value), a.get("item"));
              return change(() -> list(value).remove(at));
            }),
        Filter.of("index", "item", (value, a) -> (long) indexOf(list(value), a.get("item"))),
        Filter.of(
            "count",
            "item",
            (value, a) -> list(value).stream().filter(i -> Values.equal(i, a.get("item"))).count()),
        Filter.opaque(
            "copy",
            "",
            (value, a) -> {
              a.runtime().spend(list(value).size());
              return new ArrayList<>(list(value));
            }));
  }

  static List<Filter> ofMap() {
    return List.of(
        Filter.opaque(
            "keys", "", (v, _) -> new DictView("dict_keys", List.copyOf(map(v).keySet()))),
        Filter.opaque("values", "", (v, _) -> new DictView("dict_values", values(map(v)))),
        Filter.opaque("items", "", (v, _) -> new DictView("dict_items", pairs(map(v)))),
        Filter.opaque(
            "get",
            "key, default=None",
            (value, a) ->
                Values.entry(map(value), Values.key(a.get("key"))).orElse(a.get("default"))),
        Filter.opaque(
            "copy",
            "",
            (value, a) -> {
              a.runtime().spend(map(value).size() * 4L);
              return new LinkedHashMap<>(map(value));
            }),
        Filter.opaque(
            "update",
            "other={}, **kwargs",
            (value, a) ->
                change(() -> {
                  map(value).putAll(Values.map(a.get("other")));
                  map(value).putAll(a.extra());
                  return true;
                })),
        Filter.opaque(
            "setdefault",
            "key, default=None",
            (value, a) ->
                Values.entry(map(value), Values.key(a.get("key")))
                    .orElseGet(() ->
                        changed(() -> {
                          map(value).put(a.get("key"), a.get("default"));
                          return a.get("default");
                        }))),
        Filter.opaque(
            "pop",
            "key, *args",
            (value, a) -> {
              if (Values.entry(map(value), a.get("key")).isEmpty() && !a.rest().isEmpty()) {
                return a.rest().getFirst();
              }
              return changed(() ->
                  Objects.requireNonNullElseGet(
                      map(value).remove(a.get("key")),
                      () -> {
                        throw new JinjaException("the map has no such key");
                      }));
            }));
  }

  private static List<Object> list(Object value) {
    return Values.items(value);
  }

  private static Map<Object, Object> map(Object value) {
    return Values.map(value);
  }

  static List<Object> pairs(Map<Object, Object> map) {
    List<Object> pairs = new ArrayList<>();
    map.forEach((key, item) -> pairs.add(Tuple.of(key, item)));
    return pairs;
  }

  private static List<Object> values(Map<Object, Object> map) {
    return new ArrayList<>(map.values());
  }

  private static int indexOf(List<Object> list, Object item) {
    for (int i = 0; i < list.size(); i++) {
      if (Values.equal(list.get(i), item)) {
        return i;
      }
    }
    throw new JinjaException("the list has no such item");
  }

  private static Object change(Supplier<Object> change) {
    changed(change);
    return None.NONE;
  }

  private static Object changed(Supplier<Object> change) {
    try {
      return change.get();
    } catch (UnsupportedOperationException e) {
      throw new JinjaException("a variable of the inventory cannot be changed; make a copy");
    }
  }
}

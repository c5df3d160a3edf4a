package org.hactl.jinja.filter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hactl.jinja.python.JinjaException;
import org.hactl.jinja.python.None;
import org.hactl.jinja.python.Values;

/** Ansible's filter {@code combine}: merges maps, the last one wins. */
final class Combining {
  private static final Set<String> MERGES =
      Set.of("replace", "keep", "append", "prepend", "append_rp", "prepend_rp");

  private Combining() {}

  static Object combine(Object value, Arguments a) {
    Map<String, Object> named = new LinkedHashMap<>(a.extra());
    boolean recursive = Values.truth(named.getOrDefault("recursive", false));
    String merge = Values.text(named.getOrDefault("list_merge", "replace"));
    named.remove("recursive");
    named.remove("list_merge");
    if (!named.isEmpty() || !MERGES.contains(merge)) {
      throw new JinjaException("\"combine\" has \"recursive\" and \"list_merge\" only");
    }
    List<Object> maps = new ArrayList<>();
    add(value, maps);
    a.rest().forEach(other -> add(other, maps));
    Map<Object, Object> made = new LinkedHashMap<>();
    for (Object map : maps) {
      made = merged(made, Values.map(Undefineds.refused(map)), recursive, merge, a);
    }
    return made;
  }

  private static void add(Object value, List<Object> maps) {
    if (Values.defined(value) instanceof List<?> list) {
      maps.addAll(list);
    } else if (value != None.NONE) {
      maps.add(value);
    }
  }

  private static Map<Object, Object> merged(
      Map<Object, Object> weak,
      Map<Object, Object> strong,
      boolean recursive,
      String merge,
      Arguments a) {
    Map<Object, Object> made = new LinkedHashMap<>(weak);
    a.runtime().spend(weak.size() + (long) strong.size());
    strong.forEach((key, value) -> {
      Object before = made.get(key);
      if (recursive && before instanceof Map<?, ?> && value instanceof Map<?, ?>) {
        made.put(key, merged(Values.map(before), Values.map(value), true, merge, a));
      } else if (before instanceof List<?> && value instanceof List<?>) {
        made.put(key, lists(Values.items(before), Values.items(value), merge, a));
      } else {
        made.put(key, value);
      }
    });
    return made;
  }

  private static List<Object> lists(
      List<Object> weak, List<Object> strong, String merge, Arguments a) {
    List<Object> made = new ArrayList<>();
    a.runtime().spend(weak.size() * (long) strong.size() + weak.size() + strong.size());
    switch (merge) {
      case "replace" -> made.addAll(strong);
      case "keep" -> made.addAll(weak);
      case "append" -> {
        made.addAll(weak);
        made.addAll(strong);
      }
      case "prepend" -> {
        made.addAll(strong);
        made.addAll(weak);
      }
      case "append_rp" -> {
        made.addAll(without(weak, strong));
        made.addAll(strong);
      }
      default -> {
        made.addAll(strong);
        made.addAll(without(weak, strong));
      }
    }
    return made;
  }

  private static List<Object> without(List<Object> items, List<Object> others) {
    return items.stream()
        .filter(item -> others.stream().noneMatch(other -> Values.equal(other, item)))
        .toList();
  }
}

package org.hactl.jinja.filter;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hactl.jinja.python.JinjaException;
import org.hactl.jinja.python.LazyMap;
import org.hactl.jinja.python.Values;
import org.hactl.yaml.Budget;

/**
 * The lists and maps that a template took from variables. Ansible makes a new list or map each time
 * when a block looks a variable up, and so writes no alias where one list comes from two of them.
 */
public final class Lookups {
  private record Lookup(Object value, Object block, boolean several) {}

  private final Map<String, Lookup> all = new HashMap<>();
  private final Budget budget;

  Lookups(Budget budget) {
    this.budget = budget;
  }

  /** A block of the template, any object of its own, took this value from a variable. */
  public void add(String name, Object value, Object block) {
    if (value instanceof List<?> || value instanceof Map<?, ?>) {
      Lookup before = all.get(name);
      boolean several = before != null && (before.several() || before.block() != block);
      all.put(name, new Lookup(value, block, several));
    }
  }

  /**
   * Requires that a list or map which occurs twice is one list or map in Ansible, too.
   *
   * @throws JinjaException if it may come from several lookups
   */
  void requireOne(Object value) {
    int places = 0;
    for (Lookup lookup : all.values()) {
      int found = places(lookup.value(), value);
      places += lookup.several() ? found * 2 : found;
    }
    if (places > 1) {
      throw new JinjaException(
          Values.a(value)
              + " occurs twice in the value; whether Ansible writes an alias (*id001) or a copy"
              + " cannot be told here; write it once");
    }
  }

  /** At how many places a value occurs; two stand for any number, and for a map not yet made. */
  private int places(Object inside, Object value) {
    budget.spend(2);
    int own = inside == value ? 1 : 0;
    return switch (inside) {
      case LazyMap _ -> 2;
      case List<?> list -> own + list.stream().mapToInt(item -> places(item, value)).sum();
      case Map<?, ?> map -> own + map.values().stream().mapToInt(item -> places(item, value)).sum();
      default -> own;
    };
  }
}

package org.hactl.jinja.filter;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.hactl.jinja.python.JinjaException;
import org.hactl.jinja.python.LazyMap;
import org.hactl.jinja.python.Values;
import org.hactl.yaml.Budget;

/**
 * The lists and maps that a template took from variables. Ansible makes a new list or map each time
 * when a block looks a variable up, and so writes no alias where one list comes from two of them.
 */
public final class Lookups {
  /** One object of Java for all empty lists or maps of a kind. */
  private static final List<Object> NO_OWN =
      List.of(
          List.of(),
          Stream.of().toList(),
          Collections.emptyList(),
          Map.of(),
          Collections.emptyMap());

  private record Lookup(Object value, Object block, boolean several) {}

  private final Map<String, Lookup> all = new HashMap<>();
  private final List<Object> uncertain = new ArrayList<>();
  private final Variables variables;
  private final Budget budget;

  Lookups(Variables variables, Budget budget) {
    this.variables = variables;
    this.budget = budget;
  }

  /**
   * The value of a variable; a list or map is the same one each time.
   *
   * @param block an object of its own for each block of the template that looks variables up
   */
  public Optional<Object> get(String name, Object block) {
    Lookup before = all.get(name);
    if (before != null) {
      if (before.block() != block && !before.several()) {
        all.put(name, new Lookup(before.value(), block, true));
      }
      return Optional.of(before.value());
    }
    Optional<Object> found = variables.get(name);
    found
        .filter(value -> value instanceof List<?> || value instanceof Map<?, ?>)
        .ifPresent(value -> all.put(name, new Lookup(value, block, false)));
    return found;
  }

  /** The value; an empty list or map of Java's own becomes one that only this place has. */
  static Object own(Object value) {
    if (NO_OWN.stream().noneMatch(empty -> empty == value)) {
      return value;
    }
    return value instanceof List<?> ? new ArrayList<>() : new LinkedHashMap<>();
  }

  /** In this value one list or map may stand where Ansible has two. */
  public void addUncertain(Object value) {
    uncertain.add(value);
  }

  /**
   * Requires that a list or map which occurs twice is one list or map in Ansible, too.
   *
   * @throws JinjaException if it may come from several lookups
   */
  void requireOne(Object value) {
    int places = NO_OWN.stream().anyMatch(empty -> empty == value) ? 2 : 0;
    for (Object unsure : uncertain) {
      places += 2 * places(unsure, value);
    }
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

package org.hactl.jinja.python;

import java.util.AbstractList;
import java.util.List;
import java.util.Optional;

/** Python's tuple: a list that is written in parentheses and may have names for its items. */
public final class Tuple extends AbstractList<Object> {
  private final List<Object> items;
  private final List<String> names;

  public Tuple(List<?> items) {
    this(items, List.of());
  }

  public Tuple(List<?> items, List<String> names) {
    this.items = List.copyOf(items);
    this.names = names;
  }

  public static Tuple of(Object... items) {
    return new Tuple(List.of(items));
  }

  @Override
  public Object get(int index) {
    return items.get(index);
  }

  @Override
  public int size() {
    return items.size();
  }

  /** The item with a name. */
  public Optional<Object> named(String name) {
    int index = names.indexOf(name);
    return index < 0 ? Optional.empty() : Optional.of(items.get(index));
  }
}

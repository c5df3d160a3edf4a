package org.hactl.jinja.python;

import java.util.AbstractCollection;
import java.util.Iterator;
import java.util.List;

/**
 * The result of {@code keys()}, {@code values()} or {@code items()} of a map; not a list, as in
 * Python.
 */
public final class DictView extends AbstractCollection<Object> {
  private final String name;
  private final List<Object> items;

  public DictView(String name, List<Object> items) {
    this.name = name;
    this.items = items;
  }

  /** Python's name of the type. */
  public String name() {
    return name;
  }

  public List<Object> items() {
    return items;
  }

  @Override
  public Iterator<Object> iterator() {
    return items.iterator();
  }

  @Override
  public int size() {
    return items.size();
  }
}

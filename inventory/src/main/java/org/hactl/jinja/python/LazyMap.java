package org.hactl.jinja.python;

import java.util.AbstractMap;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A map whose values are made when they are used. */
public final class LazyMap extends AbstractMap<Object, Object> {
  private final Set<String> keys;
  private final Function<String, Object> make;

  /** A map with these keys; the function computes the value of a key. */
  public LazyMap(Set<String> keys, Function<String, Object> make) {
    this.keys = keys;
    this.make = make;
  }

  /** The same map, each of its values changed when it is used. */
  public LazyMap with(UnaryOperator<Object> change) {
    return new LazyMap(keys, key -> change.apply(make.apply(key)));
  }

  @Override
  public @Nullable Object get(Object key) {
    return key instanceof String name && keys.contains(name) ? make.apply(name) : null;
  }

  @Override
  public boolean containsKey(Object key) {
    return key instanceof String name && keys.contains(name);
  }

  @Override
  public int size() {
    return keys.size();
  }

  @Override
  public Set<Object> keySet() {
    return new LinkedHashSet<>(keys);
  }

  @Override
  public Set<Entry<Object, Object>> entrySet() {
    Set<Entry<Object, Object>> entries = new LinkedHashSet<>();
    keys.forEach(key -> entries.add(new LazyEntry(key, make)));
    return entries;
  }

  private record LazyEntry(String key, Function<String, Object> make)
      implements Entry<Object, Object> {
    @Override
    public Object getKey() {
      return key;
    }

    @Override
    public Object getValue() {
      return make.apply(key);
    }

    @Override
    public Object setValue(Object value) {
      throw new UnsupportedOperationException();
    }
  }
}

package org.hactl.jinja.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hactl.jinja.python.Chars;
import org.hactl.jinja.python.JinjaException;
import org.hactl.jinja.python.Namespace;
import org.hactl.jinja.python.None;
import org.hactl.jinja.python.Numbers;
import org.hactl.jinja.python.Range;
import org.hactl.jinja.python.Tuple;
import org.hactl.jinja.python.Undefined;
import org.hactl.jinja.python.Values;

/** Python's {@code base.name}, {@code base[key]} and {@code base[from:to]}. */
public final class Items {
  private Items() {}

  /** Jinja's {@code base.name}: a method of the value, or else the value of the key. */
  public static Object attribute(Object base, String name, int at, String path) {
    if (base instanceof Undefined undefined) {
      return undefined;
    }
    if (base instanceof Namespace namespace) {
      return Optional.ofNullable(namespace.values().get(name)).orElse(missing(path, at));
    }
    if (base instanceof Tuple tuple && tuple.named(name).isPresent()) {
      return tuple.named(name).orElseThrow();
    }
    Optional<Object> ofTime = TimeFilters.attribute(base, name);
    if (ofTime.isPresent()) {
      return ofTime.get();
    }
    Optional<Callable> method = Methods.of(base, name);
    if (method.isPresent()) {
      return method.get();
    }
    return base instanceof Map<?, ?> map
        ? Values.entry(map, name).orElse(missing(path, at))
        : missing(path, at);
  }

  /** Jinja's {@code base[key]}. */
  public static Object item(Object base, Object key, int at, String path) {
    if (base instanceof Undefined undefined) {
      return undefined;
    }
    Values.defined(key);
    return switch (base) {
      case Map<?, ?> map ->
          (Values.hashable(key) ? Values.entry(map, key) : Optional.empty())
              .or(() -> key instanceof String name ? Methods.of(map, name) : Optional.empty())
              .orElse(missing(path, at));
      case String text when Numbers.isWhole(key) ->
          index(Chars.length(text), key)
              .<Object>map(i -> Chars.at(text, i))
              .orElse(missing(path, at));
      case List<?> list when Numbers.isWhole(key) ->
          index(list.size(), key).<Object>map(list::get).orElse(missing(path, at));
      default -> key instanceof String name ? attribute(base, name, at, path) : missing(path, at);
    };
  }

  private static Undefined missing(String path, int at) {
    return Undefined.of(path + " has no value", at);
  }

  private static Optional<Integer> index(int size, Object key) {
    int index = Numbers.index(key);
    int from0 = index < 0 ? index + size : index;
    return from0 >= 0 && from0 < size ? Optional.of(from0) : Optional.empty();
  }

  public static Object slice(Object base, Object from, Object to, Object step, Runtime runtime) {
    int by = step == None.NONE ? 1 : Numbers.index(step);
    if (by == 0) {
      throw new JinjaException("the step of a slice is 0");
    }
    boolean text = Values.defined(base) instanceof String;
    if (!text && !(base instanceof List<?>)) {
      throw new JinjaException("a slice does not take " + Values.a(base));
    }
    List<Object> all = Values.items(base);
    int size = all.size();
    int start = bound(from, by > 0 ? 0 : size - 1, size, by);
    int end = bound(to, by > 0 ? size : -1, size, by);
    if (base instanceof Range range) {
      return range.slice(start, end, by);
    }
    List<Object> taken = new ArrayList<>();
    for (long i = start; by > 0 ? i < end : i > end; i += by) {
      taken.add(all.get((int) i));
    }
    runtime.spend(size);
    if (text) {
      StringBuilder out = new StringBuilder();
      taken.forEach(out::append);
      return out.toString();
    }
    return base instanceof Tuple ? new Tuple(taken) : taken;
  }

  private static int bound(Object value, int otherwise, int size, int step) {
    if (value == None.NONE) {
      return otherwise;
    }
    long index = Numbers.index(value);
    if (index < 0) {
      index += size;
    }
    return step > 0 ? (int) Math.clamp(index, 0, size) : (int) Math.clamp(index, -1, size - 1L);
  }
}

package org.hactl.jinja;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hactl.jinja.filter.Callable;
import org.hactl.jinja.filter.Runtime;
import org.hactl.jinja.python.JinjaException;
import org.hactl.jinja.python.Namespace;
import org.hactl.jinja.python.Tuple;
import org.hactl.jinja.python.Undefined;
import org.hactl.jinja.python.Values;

/** The variable {@code loop} inside a loop. */
final class LoopState {
  /** The entry with what {@code loop(items)} calls; no template can name it. */
  static final String RECURSION = "()";

  private final List<Object> items;
  private final Runtime runtime;
  private final int depth;
  private final Optional<Callable> recursion;
  private int index;
  private Object changed = new Object();

  /**
   * The state before the first item.
   *
   * @param depth how many loops of a recursive one are running, from 1
   * @param recursion what {@code loop(items)} calls
   */
  LoopState(List<Object> items, Runtime runtime, int depth, Optional<Callable> recursion) {
    this.items = items;
    this.runtime = runtime;
    this.depth = depth;
    this.recursion = recursion;
  }

  void next() {
    index++;
  }

  Namespace variables() {
    int last = items.size() - 1;
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("index", index + 1L);
    values.put("index0", (long) index);
    values.put("revindex", (long) items.size() - index);
    values.put("revindex0", (long) last - index);
    values.put("first", index == 0);
    values.put("last", index == last);
    values.put("length", (long) items.size());
    values.put("depth", (long) depth);
    values.put("depth0", depth - 1L);
    recursion.ifPresent(call -> values.put(RECURSION, call));
    values.put(
        "previtem", index > 0 ? items.get(index - 1) : Undefined.of("there is no item before", -1));
    values.put(
        "nextitem",
        index < last ? items.get(index + 1) : Undefined.of("there is no item after", -1));
    int now = index;
    values.put(
        "cycle",
        (Callable)
            (positional, _, _) -> {
              if (positional.isEmpty()) {
                throw new JinjaException("loop.cycle() takes values");
              }
              return positional.get(now % positional.size());
            });
    values.put(
        "changed",
        (Callable)
            (positional, _, _) -> {
              Object before = changed;
              changed = new Tuple(positional);
              runtime.spend(positional.size());
              return !(before instanceof Tuple) || !Values.equal(before, changed);
            });
    return new Namespace(values);
  }
}

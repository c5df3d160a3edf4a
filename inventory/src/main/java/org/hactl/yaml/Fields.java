package org.hactl.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Declares the keys of a map, each with its shape and a sentence for the person who writes it, and
 * makes a {@link Shape} of them. A key without a value counts as left out.
 *
 * <pre>{@code
 * static final Shape<Director> SHAPE = shape();
 *
 * private static Shape<Director> shape() {
 *   Fields f = new Fields("A director's part in a virtual router");
 *   var priority = f.required("priority", Shape.integer(1, 254), "The highest becomes master");
 *   var preempt = f.optional("preempt", Shape.bool(), true, "Whether it takes the role back");
 *   return f.into(v -> new Director(v.get(priority), v.get(preempt)));
 * }
 * }</pre>
 */
public final class Fields {
  private final String description;
  private final List<Key<?>> keys = new ArrayList<>();
  private final List<List<Key<?>>> exclusive = new ArrayList<>();

  /** Begins a map; the description goes into the JSON Schema. */
  public Fields(String description) {
    this.description = description;
  }

  /** A key that must be present. */
  public <T> Key<T> required(String name, Shape<T> shape, String description) {
    return add(new Key<>(name, description, shape, null, null));
  }

  /** A key that may be left out. */
  public <T> Key<Optional<T>> optional(String name, Shape<T> shape, String description) {
    return add(new Key<>(name, description, shape.map(Optional::of), Optional.empty(), null));
  }

  /** A key that may be left out, with its default value. */
  public <T> Key<T> optional(String name, Shape<T> shape, T otherwise, String description) {
    return add(new Key<>(name, description, shape, otherwise, shape.show(otherwise)));
  }

  /** At most one of these optional keys may be written. */
  public Fields atMostOneOf(Key<?>... some) {
    exclusive.add(List.of(some));
    return this;
  }

  /**
   * The map's shape. {@code make} is called only if every key is valid; it may report problems
   * through {@link Values#problem}, or throw an {@link IllegalArgumentException}.
   */
  public <R> Shape<R> into(Function<Values, R> make) {
    return new FieldsShape(description, List.copyOf(keys), List.copyOf(exclusive)).map(make);
  }

  private <T> Key<T> add(Key<T> key) {
    if (keys.stream().anyMatch(k -> k.name().equals(key.name()))) {
      throw new IllegalStateException("the key " + key.name() + " is declared twice");
    }
    keys.add(key);
    return key;
  }
}

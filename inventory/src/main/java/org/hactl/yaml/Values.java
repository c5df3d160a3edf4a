package org.hactl.yaml;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The decoded values of one map; every declared key has its value or its default. */
public final class Values {
  private final YamlNode node;
  private final Decoding in;
  private final Map<Key<?>, Object> values;

  Values(YamlNode node, Decoding in, Map<Key<?>, Object> values) {
    this.node = node;
    this.in = in;
    this.values = values;
  }

  /** The value of a key. */
  @SuppressWarnings("unchecked") // Fields stores under a key only what its shape yielded
  public <T> T get(Key<T> key) {
    Object value = values.get(key);
    if (value == null) {
      throw new IllegalStateException("the key " + key.name() + " belongs to another map");
    }
    return (T) value;
  }

  /** Whether the file has the key, so that the value is not a default. */
  public boolean has(Key<?> key) {
    return written(key).isPresent();
  }

  /** Where the map begins. */
  public Mark at() {
    return node.at();
  }

  /** The place of a key's value, or of the map if the key is left out. */
  public Mark at(Key<?> key) {
    return written(key).map(YamlNode::at).orElseGet(node::at);
  }

  /** Reports a problem at the value of a key; the path is put before the message. */
  public void problem(Key<?> key, String message) {
    problem(key, message, null);
  }

  /** Reports a problem at the value of a key, with a suggestion. */
  void problem(Key<?> key, String message, @Nullable String suggestion) {
    boolean secret = values.get(key) instanceof HiddenText;
    in.problems()
        .add(
            secret ? at(key).hidden() : at(key),
            in.below(key.name()).path() + ": " + message,
            suggestion);
  }

  private Optional<YamlNode> written(Key<?> key) {
    return node.find(key.name()).filter(value -> !value.isNull());
  }
}

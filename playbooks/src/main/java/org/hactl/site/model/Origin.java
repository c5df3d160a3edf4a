package org.hactl.site.model;

import java.util.HashMap;
import java.util.Map;
import org.hactl.yaml.Key;
import org.hactl.yaml.Mark;
import org.hactl.yaml.Values;

/**
 * The place of a part of the site, so that a later check can point at one of its keys.
 *
 * @param at the part as a whole
 * @param keys the place of each key's value; without the keys that the site leaves out
 */
public record Origin(Mark at, Map<String, Mark> keys) {
  public Origin {
    keys = Map.copyOf(keys);
  }

  public static Origin of(Values values, Key<?>... keys) {
    Map<String, Mark> written = new HashMap<>();
    for (Key<?> key : keys) {
      if (values.has(key)) {
        written.put(key.name(), values.at(key));
      }
    }
    return new Origin(values.at(), written);
  }

  /** A copy with the place of one more key. */
  public Origin with(String key, Mark place) {
    Map<String, Mark> more = new HashMap<>(keys);
    more.put(key, place);
    return new Origin(at, more);
  }

  /** The place of a key's value, or of the whole part if the key is left out. */
  public Mark at(String key) {
    return keys.getOrDefault(key, at);
  }

  /** Whether the site has the key. */
  public boolean has(String key) {
    return keys.containsKey(key);
  }

  @Override
  public String toString() {
    return at.toString();
  }
}

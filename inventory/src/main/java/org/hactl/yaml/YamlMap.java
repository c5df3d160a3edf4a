package org.hactl.yaml;

import java.util.List;
import java.util.Optional;

/**
 * A map, in the order of the file; keys are unique.
 *
 * @param flow whether it is written in braces
 */
public record YamlMap(Mark at, Mark end, boolean flow, List<YamlEntry> entries)
    implements YamlNode {
  /** Keeps its own copy. */
  public YamlMap {
    entries = List.copyOf(entries);
  }

  /** The value of a key. */
  Optional<YamlNode> get(String key) {
    return entry(key).map(YamlEntry::value);
  }

  /** The key and its value. */
  public Optional<YamlEntry> entry(String key) {
    // Without a stream: a large site asks a hundred thousand times.
    for (YamlEntry entry : entries) {
      if (entry.name().equals(key)) {
        return Optional.of(entry);
      }
    }
    return Optional.empty();
  }

  @Override
  public String describe() {
    return "a map";
  }
}

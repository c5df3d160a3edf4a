package org.hactl.yaml;

/** One key of a map with its value. */
public record YamlEntry(YamlScalar key, YamlNode value) {
  /** The key's text. */
  public String name() {
    return key.text();
  }
}

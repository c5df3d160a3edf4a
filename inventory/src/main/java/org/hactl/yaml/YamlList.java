package org.hactl.yaml;

import java.util.List;

/**
 * A list.
 *
 * @param flow whether it is written in brackets
 */
public record YamlList(Mark at, Mark end, boolean flow, List<YamlNode> items) implements YamlNode {
  /** Keeps its own copy. */
  public YamlList {
    items = List.copyOf(items);
  }

  @Override
  public String describe() {
    return "a list";
  }
}

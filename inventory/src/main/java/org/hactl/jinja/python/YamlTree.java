package org.hactl.jinja.python;

import java.util.List;

/**
 * A value as YAML writes it. The same object at two places is written as an anchor and an alias.
 */
public sealed interface YamlTree {
  /**
   * @param plain whether the text without quotes is read as the same value
   */
  record Scalar(String text, boolean plain) implements YamlTree {}

  /**
   * @param flow whether it is written in brackets
   */
  record Sequence(List<YamlTree> items, boolean flow) implements YamlTree {}

  /**
   * @param flow whether it is written in braces
   */
  record Mapping(List<Pair> pairs, boolean flow) implements YamlTree {}

  /** A key and its value. */
  record Pair(Scalar key, YamlTree value) {}
}

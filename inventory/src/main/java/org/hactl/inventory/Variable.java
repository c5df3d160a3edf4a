package org.hactl.inventory;

import org.hactl.yaml.Mark;
import org.hactl.yaml.YamlNode;

/**
 * A variable as it was written.
 *
 * @param value the value, unrendered
 * @param at the place of the variable's name
 * @param owner the group or host for which it is set; {@code -e} for the command line
 */
public record Variable(String name, YamlNode value, Mark at, Level level, String owner) {
  /** Where the variable was set, for messages: {@code group webs, inventory/hosts.yml:3:5}. */
  String origin() {
    return switch (level) {
      case BUILT_IN -> "built in";
      case ALL -> "group all, " + at;
      case GROUP -> "group " + owner + ", " + at;
      case HOST -> "host " + owner + ", " + at;
      case EXTRA -> "command line (-e)";
    };
  }
}

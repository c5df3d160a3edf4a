package org.hactl.linux.kernel;

import java.util.Locale;

/** What a policy rule does with a packet that it matches: {@code FR_ACT_*}. */
public enum RuleAction {
  /** Looks the route up in the rule's table. */
  LOOKUP(1),
  BLACKHOLE(6),
  UNREACHABLE(7),
  PROHIBIT(8),
  /** An action that hactl never uses, such as going to another rule. */
  OTHER(0);

  private final int code;

  RuleAction(int code) {
    this.code = code;
  }

  public static RuleAction of(int code) {
    for (RuleAction action : values()) {
      if (action.code == code) {
        return action;
      }
    }
    return OTHER;
  }

  public int code() {
    return code;
  }

  /**
   * @throws IllegalArgumentException if there is no such action
   */
  public static RuleAction parse(String text) {
    for (RuleAction action : values()) {
      if (action != OTHER && action.text().equals(text)) {
        return action;
      }
    }
    throw new IllegalArgumentException(
        "'" + text + "' is not a rule's action; use lookup, blackhole, unreachable or prohibit");
  }

  /** iproute2's word. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}

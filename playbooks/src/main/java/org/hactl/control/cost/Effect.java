package org.hactl.control.cost;

/** What a change does to traffic. */
public enum Effect {
  /** Nothing, although it may look as if it did. */
  NONE("none"),
  /** The role may move to another director: connections go on if they are synchronised there. */
  ROLE_MAY_MOVE("role-may-move"),
  /** Directors do not understand each other for a while, so that more than one is master. */
  TWO_MASTERS("two-masters"),
  /** Clients of an address or of a service get no answer any more. */
  GOES("goes"),
  /** Open connections are cut. */
  CONNECTIONS_CUT("connections-cut"),
  /** A real server does not answer while its software starts. */
  RESTART("restart");

  private final String code;

  Effect(String code) {
    this.code = code;
  }

  /** The word for programs. */
  public String code() {
    return code;
  }

  /** Whether requests may be lost. */
  public boolean interrupts() {
    return this != NONE && this != ROLE_MAY_MOVE;
  }
}

package org.hactl.bfd;

/** What can happen to a session. */
sealed interface Input permits ControlPacket, Input.Timer, Input.Reconfigured, Input.Disabled {

  /** A deadline that the session asked for has come. */
  enum Timer implements Input {
    FIRED
  }

  /** The same session has another configuration now. */
  record Reconfigured(BfdConfig config) implements Input {}

  /** It is taken down for good. */
  record Disabled(BfdReason reason) implements Input {}
}

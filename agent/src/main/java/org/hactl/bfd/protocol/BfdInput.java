package org.hactl.bfd.protocol;

import org.hactl.bfd.model.BfdConfig;
import org.hactl.bfd.model.BfdReason;

/** What can happen to a session. */
public sealed interface BfdInput
    permits ControlPacket, BfdInput.Timer, BfdInput.Reconfigured, BfdInput.Disabled {

  /** A deadline that the session asked for has come. */
  enum Timer implements BfdInput {
    FIRED
  }

  /** The same session has another configuration now. */
  record Reconfigured(BfdConfig config) implements BfdInput {}

  /** It is taken down for good. */
  record Disabled(BfdReason reason) implements BfdInput {}
}

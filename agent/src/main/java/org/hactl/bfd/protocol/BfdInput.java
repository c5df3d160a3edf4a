package org.hactl.bfd.protocol;

import org.hactl.bfd.model.BfdConfig;
import org.hactl.bfd.model.BfdReason;
import org.hactl.bfd.model.SessionSnapshot;

/** What can happen to a session. */
public sealed interface BfdInput
    permits ControlPacket,
        BfdInput.Timer,
        BfdInput.TakenOver,
        BfdInput.Reconfigured,
        BfdInput.Disabled {

  /** The session's deadline has come. */
  enum Timer implements BfdInput {
    FIRED
  }

  /** The session goes on in the place of another process, which stands still. */
  record TakenOver(SessionSnapshot from) implements BfdInput {}

  /** The session got a new configuration. */
  record Reconfigured(BfdConfig config) implements BfdInput {}

  /** The session is removed. */
  record Disabled(BfdReason reason) implements BfdInput {}
}

package org.hactl.vrrp.model;

import java.net.InetAddress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change of state of one virtual router.
 *
 * @param router its name
 * @param at wall-clock time, for people
 * @param nanos the same moment in nanoseconds since the host booted, suspends included, for
 *     arithmetic
 * @param priority the priority advertised at that moment: configured plus the offset of tracking
 * @param detail the cause of the router's own fault in the system's words, else null
 */
public record Transition(
    String router,
    Effect.ChangeState change,
    Instant at,
    long nanos,
    int priority,
    @Nullable String detail)
    implements VrrpEvent {

  public State from() {
    return change.from();
  }

  public State to() {
    return change.to();
  }

  public Reason reason() {
    return change.reason();
  }

  /** The sender of the advertisement that caused the transition; null for any other cause. */
  public @Nullable InetAddress peer() {
    return change.peer();
  }

  /** The priority of {@link #peer}; 0 without a peer. */
  public int peerPriority() {
    return change.peerPriority();
  }
}

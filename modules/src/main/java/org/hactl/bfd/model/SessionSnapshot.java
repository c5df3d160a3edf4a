package org.hactl.bfd.model;

import org.jspecify.annotations.Nullable;

/**
 * A session at one moment, for the process that goes on in its place. Times are nanoseconds of
 * {@code CLOCK_MONOTONIC}, which both processes share.
 *
 * @param discriminator ours
 * @param sinceNanos since when the session has this state
 * @param transitions how often it changed its state
 * @param decideAtNanos when a neighbour that does not answer makes it down
 * @param detecting whether the detection time runs
 * @param polling whether a Poll Sequence is under way
 * @param traffic what it has sent and received; an older agent does not say it
 */
public record SessionSnapshot(
    int discriminator,
    BfdState state,
    BfdReason reason,
    Diagnostic diagnostic,
    long sinceNanos,
    long transitions,
    long decideAtNanos,
    boolean detecting,
    boolean polling,
    Remote remote,
    Used used,
    BfdSessionStatus.@Nullable Traffic traffic) {

  /** What the neighbour last sent about itself; intervals in microseconds. */
  public record Remote(
      int discriminator,
      BfdState state,
      Diagnostic diagnostic,
      int multiplier,
      boolean demand,
      long desiredMinTxMicros,
      long requiredMinRxMicros) {}

  /** The intervals that we ask for, and those in use, in microseconds. */
  public record Used(
      long desiredMinTxMicros,
      long requiredMinRxMicros,
      long usedMinTxMicros,
      long usedMinRxMicros) {}
}

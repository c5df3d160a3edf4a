package org.hactl.bfd.model;

import java.time.Instant;

/**
 * A change of state of one session. A session that does not come up reports DOWN to DOWN once.
 *
 * @param session the session's name
 * @param diagnostic the diagnostic that this host sends to the neighbour
 * @param neighbourDiagnostic the diagnostic last received from the neighbour
 * @param at wall-clock time, for people
 * @param nanos the same moment on {@link System#nanoTime()}, for arithmetic
 */
public record BfdTransition(
    String session,
    BfdState from,
    BfdState to,
    BfdReason reason,
    Diagnostic diagnostic,
    Diagnostic neighbourDiagnostic,
    Instant at,
    long nanos) {}

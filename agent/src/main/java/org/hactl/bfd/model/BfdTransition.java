package org.hactl.bfd.model;

import java.time.Instant;

/**
 * A change of state of one session; once from DOWN to DOWN, where it has never come up.
 *
 * @param session its name
 * @param diagnostic what we tell the neighbour about it
 * @param neighbourDiagnostic what the neighbour last told about its own
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

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
 * @param priority the advertised priority then: the configured one plus the offset of tracking
 * @param peer the router whose advertisement caused it, if one did
 * @param peerPriority that router's priority; 0 without one
 * @param detail the cause of the router's own fault in the system's words, else null
 */
public record Transition(
    String router,
    State from,
    State to,
    Reason reason,
    Instant at,
    long nanos,
    int priority,
    @Nullable InetAddress peer,
    int peerPriority,
    @Nullable String detail)
    implements VrrpEvent {}

package org.hactl.vrrp.model;

import org.jspecify.annotations.Nullable;

/**
 * One router of an engine at one moment, for the engine of the process that goes on in its place.
 *
 * @param sinceNanos when the router entered its state, by {@code CLOCK_BOOTTIME}
 * @param transitions how often it changed its state
 * @param otherMaster the other master that was reported; null if there is none
 * @param sentNumber the number of the last authentication header that it sent
 * @param heardNumber the highest number that it heard
 * @param deferred how far it stands back for a director with a newer version of the site
 * @param traffic what it has sent and received; an older agent does not say it
 */
public record RouterSnapshot(
    RoleSnapshot role,
    long sinceNanos,
    long transitions,
    Effect.@Nullable SeeTwoMasters otherMaster,
    long sentNumber,
    long heardNumber,
    Input.Deferred deferred,
    RouterStatus.@Nullable Traffic traffic) {}

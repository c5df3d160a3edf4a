package org.hactl.vrrp.model;

import org.jspecify.annotations.Nullable;

/**
 * How fit a director is by the health of a router's virtual services. It is a rank and no fault: a
 * director without healthy real servers is still master where no other director is better.
 *
 * @param penalty subtracted from the priority, never from an owner's
 * @param decided whether the checks have decided since the start, or since the interface came back;
 *     until then the router takes the role from no running master
 * @param reason in words; null if there is no penalty and nothing to wait for
 */
public record ServiceRank(int penalty, boolean decided, @Nullable String reason) {
  public static final ServiceRank FULL = new ServiceRank(0, true, null);

  /** The rank of two routers that are master together. */
  public ServiceRank with(ServiceRank other) {
    ServiceRank worse = other.penalty > penalty ? other : this;
    String why = worse.reason != null ? worse.reason : reason != null ? reason : other.reason;
    return new ServiceRank(worse.penalty, decided && other.decided, why);
  }
}

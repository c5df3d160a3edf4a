package org.hactl.vrrp.protocol;

import org.hactl.vrrp.model.Reason;
import org.hactl.vrrp.model.ServingFault;
import org.jspecify.annotations.Nullable;

/** Everything that keeps a router in FAULT; it leaves FAULT when all of it is gone. */
public final class Faults {
  private @Nullable Reason link = Reason.INTERFACE_MISSING;
  private @Nullable ServingFault serving;
  private @Nullable String tracked;
  private @Nullable String member;

  /** The fault of the interface; null if there is none. */
  void link(@Nullable Reason fault) {
    link = fault;
  }

  /** What the host cannot do for a master; null if there is nothing. */
  void serving(@Nullable ServingFault fault) {
    serving = fault;
  }

  /** The fault from tracking; null if there is none. */
  public void tracked(@Nullable String fault) {
    tracked = fault;
  }

  /** The member of the same sync group that cannot be master; null if there is none. */
  void member(@Nullable String router) {
    member = router;
  }

  /** Whether the router itself has a fault, and not only its group. */
  boolean hasOwn() {
    return link != null || serving != null || tracked != null;
  }

  /** The first of them; null if there is none. */
  @Nullable Reason reason() {
    if (link != null) {
      return link;
    }
    if (serving != null) {
      return serving.reason();
    }
    if (tracked != null) {
      return Reason.TRACKED;
    }
    return member == null ? null : Reason.GROUP_MEMBER;
  }

  /** The text for a fault that is not one of the interface. */
  @Nullable
  public String detail() {
    if (link != null) {
      return null;
    }
    if (serving != null) {
      return serving.detail();
    }
    return tracked != null ? tracked : member;
  }

  @Nullable String member() {
    return member;
  }
}

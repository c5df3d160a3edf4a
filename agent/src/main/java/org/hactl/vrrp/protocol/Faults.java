package org.hactl.vrrp.protocol;

import org.hactl.vrrp.model.Reason;
import org.hactl.vrrp.model.ServingFault;
import org.jspecify.annotations.Nullable;

/** All faults of a router. The router leaves FAULT when all of them are gone. */
public final class Faults {
  private @Nullable Reason link = Reason.INTERFACE_MISSING;
  private @Nullable ServingFault serving;
  private @Nullable String tracked;
  private @Nullable String elsewhere;
  private @Nullable String member;

  /** Sets the fault of the interface; null if there is none. */
  void link(@Nullable Reason fault) {
    link = fault;
  }

  /** Sets what a master needs and the host cannot do; null if there is nothing. */
  void serving(@Nullable ServingFault fault) {
    serving = fault;
  }

  /** Sets the fault from tracking; null if there is none. */
  public void tracked(@Nullable String fault) {
    tracked = fault;
  }

  /** Sets who serves in its place with a newer version of the site; null if no director does. */
  void elsewhere(@Nullable String who) {
    elsewhere = who;
  }

  /** Sets the member of the same sync group that cannot be master; null if there is none. */
  void member(@Nullable String router) {
    member = router;
  }

  /** Whether the router itself has a fault, and not only its group. */
  boolean hasOwn() {
    return link != null || serving != null || tracked != null || elsewhere != null;
  }

  /** The reason of the first fault; null if there is none. */
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
    if (elsewhere != null) {
      return Reason.OLDER_SITE;
    }
    return member == null ? null : Reason.GROUP_MEMBER;
  }

  /** The text of the first fault; null for a fault of the interface. */
  @Nullable
  public String detail() {
    if (link != null) {
      return null;
    }
    if (serving != null) {
      return serving.detail();
    }
    if (tracked != null) {
      return tracked;
    }
    return elsewhere != null ? elsewhere : member;
  }

  @Nullable String member() {
    return member;
  }
}

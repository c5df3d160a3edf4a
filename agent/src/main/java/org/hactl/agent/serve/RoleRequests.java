package org.hactl.agent.serve;

import java.util.Optional;
import org.hactl.agent.converge.time.Clock;
import org.hactl.agent.engines.HostEngines;
import org.hactl.agent.store.AuditLog;
import org.hactl.agent.store.EventJournal;
import org.hactl.api.AuditEntry;
import org.hactl.api.Event;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.vrrp.model.RouterStatus;
import org.hactl.vrrp.model.State;

/** Hands virtual routers over when an operator asks for it. */
public final class RoleRequests {
  private final HostEngines engines;
  private final EventJournal journal;
  private final AuditLog audit;
  private final Clock clock;

  public RoleRequests(HostEngines engines, EventJournal journal, AuditLog audit, Clock clock) {
    this.engines = engines;
    this.journal = journal;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * @param generation the confirmed generation, for the audit log
   */
  public Reply handOver(Request.HandOver wanted, long generation) {
    Optional<RouterStatus> router =
        engines.vrrp().status().stream()
            .flatMap(status -> status.routers().stream())
            .filter(each -> each.name().equals(wanted.router()))
            .findFirst();
    if (router.isEmpty()) {
      return new Reply.Failed(
          Reply.Failed.NOT_MASTER, "this host has no virtual router %s".formatted(wanted.router()));
    }
    if (router.get().state() != State.MASTER) {
      return new Reply.Failed(
          Reply.Failed.NOT_MASTER,
          "this host is not master of %s: it is %s (%s)"
              .formatted(
                  wanted.router(), router.get().state(), router.get().role().reason().text()));
    }
    if (engines.handOverRequests().standsStill()) {
      return busy();
    }
    long now = clock.millis();
    journal.add(new Event.HandOverAsked(now, wanted.router(), wanted.who()));
    audit.add(
        new AuditEntry(
            now,
            generation,
            AuditEntry.Outcome.HANDED_OVER,
            wanted.router(),
            0,
            "",
            false,
            wanted.who()));
    return engines.handOverRequests().handOver(wanted.router(), wanted.who())
        ? new Reply.Done()
        : busy();
  }

  private static Reply busy() {
    return new Reply.Failed(
        "busy", "another process of the agent takes over on this host; try again in a moment");
  }
}

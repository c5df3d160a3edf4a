package org.hactl.agent.serve;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;
import org.hactl.agent.converge.Generations;
import org.hactl.agent.converge.hold.HostHolds;
import org.hactl.agent.passing.Passing;
import org.hactl.agent.store.AuditLog;
import org.hactl.agent.store.EventJournal;
import org.hactl.agent.store.Generation;
import org.hactl.agent.store.SiteKeyFile;
import org.hactl.api.HostStatus;
import org.hactl.api.Protocol;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.api.SiteKey;
import org.hactl.api.SiteKeys;

/** Serves the local API. */
public final class Requests implements RequestHandler {
  private static final int MAX_DRIFT_ENTRIES = 10_000;
  private static final int MAX_AUDIT_ENTRIES = 10_000;

  private final Generations generations;
  private final EventJournal journal;
  private final AuditLog audit;
  private final Function<Request.Status, HostStatus> status;
  private final Prober prober;
  private final RoleHandler roles;
  private final Passing passing;
  private final HostHolds holds;
  private final HostLock lock;
  private final SiteKeyFile keys;
  private final Runnable siteChanged;
  private final KeptGenerations kept;
  private final String version;
  private final String runtimeDigest;

  /**
   * @param siteChanged called when this host gets another key of the site, or confirms a generation
   * @param version of this agent
   * @param runtimeDigest of the runtime that was copied to this host; empty if there is none
   */
  public Requests(
      Generations generations,
      EventJournal journal,
      AuditLog audit,
      Function<Request.Status, HostStatus> status,
      Prober prober,
      RoleHandler roles,
      Passing passing,
      HostLock lock,
      SiteKeyFile keys,
      Runnable siteChanged,
      KeptGenerations kept,
      HostHolds holds,
      String version,
      String runtimeDigest) {
    this.generations = generations;
    this.journal = journal;
    this.audit = audit;
    this.status = status;
    this.prober = prober;
    this.roles = roles;
    this.passing = passing;
    this.lock = lock;
    this.keys = keys;
    this.siteChanged = siteChanged;
    this.kept = kept;
    this.holds = holds;
    this.version = version;
    this.runtimeDigest = runtimeDigest;
  }

  @Override
  public Reply handle(Request request, ReplySink out) {
    return switch (request) {
      case Request.Hello _ -> hello();
      case Request.Plan plan -> generations.plan(plan.state());
      case Request.Lock wanted -> lock(wanted, out);
      case Request.Unlock _ -> {
        lock.leave(out);
        yield new Reply.Done();
      }
      case Request.KeyOfSite asked -> keyOfSite(asked.withValue());
      case Request.HoldKey given -> {
        Optional<Reply.Failed> refused = lock.refusal(out);
        yield refused.isPresent()
            ? refused.get()
            : hold(new SiteKeys(given.key(), given.accepted()));
      }
      case Request.Apply apply -> {
        Optional<Reply.Failed> refused = lock.refusal(out);
        yield refused.isPresent() ? refused.get() : generations.apply(apply, out::offer);
      }
      case Request.Extend extend -> {
        Optional<Reply.Failed> failed = generations.extend(extend);
        yield failed.isPresent() ? failed.get() : new Reply.Done();
      }
      case Request.Confirm confirm -> confirm(confirm.generation());
      case Request.Rollback rollback -> generations.rollback(rollback.generation(), out::offer);
      case Request.Status asked -> new Reply.Status(status.apply(asked));
      case Request.Drift drift -> drift(drift.limit());
      case Request.Events events -> EventStream.serve(journal, events, out);
      case Request.History history -> history(history.last());
      case Request.HandOver wanted -> {
        Optional<Reply.Failed> refused = lock.refusal(out);
        yield refused.isPresent() ? refused.get() : roles.handOver(wanted, hello().generation());
      }
      case Request.TakePassed asked -> passing.take(asked);
      case Request.PassOn asked -> {
        Optional<Reply.Failed> refused = lock.refusal(out);
        yield refused.isPresent() ? refused.get() : passing.passOn(asked);
      }
      case Request.Generations _ -> kept.all();
      case Request.Compare compare -> kept.compare(compare);
      case Request.PlanReturn plan -> kept.plan(plan);
      case Request.Return earlier -> {
        Optional<Reply.Failed> refused = lock.refusal(out);
        yield refused.isPresent() ? refused.get() : kept.apply(earlier, out::offer);
      }
      case Request.Holds said -> holds.take(said.holds());
      case Request.Probe probe -> prober.probe(probe.service(), probe.viaAddress());
      case Request.Reach reach -> prober.reach(reach.address());
      case Request.Endpoint endpoint -> prober.endpoint(endpoint);
    };
  }

  @Override
  public void ended(ReplySink out) {
    lock.leave(out);
  }

  private Reply lock(Request.Lock wanted, ReplySink out) {
    Optional<Reply.Failed> refused = lock.enter(out, wanted, generations.pendingVersion());
    return refused.isPresent() ? refused.get() : new Reply.Done();
  }

  private Reply.KeyOfSite keyOfSite(boolean withValue) {
    return keys.get()
        .map(keys -> {
          SiteKey key = keys.key();
          SiteKey accepted = keys.accepted();
          return new Reply.KeyOfSite(
              key.id(),
              key.madeAtMillis(),
              withValue ? key : null,
              accepted == null ? null : accepted.id());
        })
        .orElseGet(() -> new Reply.KeyOfSite("", 0, null));
  }

  private Reply hold(SiteKeys given) {
    try {
      keys.hold(given);
      siteChanged.run();
      return new Reply.Done();
    } catch (IOException e) {
      return new Reply.Failed("disk", "cannot write the key of the site: " + e.getMessage());
    }
  }

  private Reply confirm(long generation) {
    Optional<Reply.Failed> failed = generations.confirm(generation);
    siteChanged.run();
    return failed.isPresent() ? failed.get() : hello();
  }

  private Reply.Hello hello() {
    Optional<Generation> confirmed = generations.confirmed();
    return new Reply.Hello(
        Protocol.VERSION,
        version,
        runtimeDigest,
        confirmed.map(Generation::number).orElse(0L),
        confirmed.map(Generation::digest).orElse(""),
        generations.pendingNumber());
  }

  private Reply drift(int limit) {
    try {
      int bounded = Math.clamp(limit, 0, MAX_DRIFT_ENTRIES);
      return new Reply.Drift(journal.newestDrift(bounded));
    } catch (IOException e) {
      return new Reply.Failed("disk", "cannot read the event journal: " + e.getMessage());
    }
  }

  private Reply history(int last) {
    try {
      return new Reply.History(audit.newest(Math.clamp(last, 0, MAX_AUDIT_ENTRIES)));
    } catch (IOException e) {
      return new Reply.Failed("disk", "cannot read the audit log: " + e.getMessage());
    }
  }
}

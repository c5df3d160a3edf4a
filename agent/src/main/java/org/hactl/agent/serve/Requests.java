package org.hactl.agent.serve;

import java.io.IOException;
import java.util.Optional;
import org.hactl.agent.Build;
import org.hactl.agent.converge.Core;
import org.hactl.agent.status.StatusReader;
import org.hactl.agent.store.Generation;
import org.hactl.api.Protocol;
import org.hactl.api.Reply;
import org.hactl.api.Request;

/** Serves the local API. */
public final class Requests implements RequestHandler {
  private static final int MOST_DRIFT_ENTRIES = 10_000;

  private final Core core;
  private final StatusReader status;
  private final Prober prober;
  private final Build build;

  public Requests(Core core, StatusReader status, Prober prober, Build build) {
    this.core = core;
    this.status = status;
    this.prober = prober;
    this.build = build;
  }

  @Override
  public Reply handle(Request request, ReplySink out) {
    return switch (request) {
      case Request.Hello _ -> hello();
      case Request.Plan plan -> core.generations.plan(plan.state());
      case Request.Apply apply -> core.generations.apply(apply, out::offer);
      case Request.Confirm confirm -> confirm(confirm.generation());
      case Request.Rollback rollback ->
          core.generations.rollback(rollback.generation(), out::offer);
      case Request.Status _ -> new Reply.Status(status.read());
      case Request.Drift drift -> drift(drift.limit());
      case Request.Events events -> EventStream.serve(core.journal, events, out);
      case Request.Probe probe -> prober.probe(probe.service(), probe.viaAddress());
    };
  }

  private Reply confirm(long generation) {
    Optional<Reply.Failed> failed = core.generations.confirm(generation);
    return failed.isPresent() ? failed.get() : hello();
  }

  private Reply.Hello hello() {
    Optional<Generation> confirmed = core.generations.confirmed();
    return new Reply.Hello(
        Protocol.VERSION,
        build.version(),
        build.runtimeDigest(),
        confirmed.map(Generation::number).orElse(0L),
        confirmed.map(Generation::digest).orElse(""),
        core.generations.pendingNumber());
  }

  private Reply drift(int limit) {
    try {
      int bounded = Math.clamp(limit, 0, MOST_DRIFT_ENTRIES);
      return new Reply.Drift(core.journal.newestDrift(bounded));
    } catch (IOException e) {
      return new Reply.Failed("disk", "cannot read the event journal: " + e.getMessage());
    }
  }
}

package org.hactl.reconcile;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.hactl.host.DriftPolicy;
import org.hactl.module.Action;
import org.hactl.module.Change;
import org.hactl.module.ChangeResult;
import org.hactl.module.ModuleException;
import org.hactl.module.Owned;
import org.hactl.module.Plan;
import org.hactl.module.Resource;
import org.hactl.module.ResourceId;
import org.jspecify.annotations.Nullable;

/** One pass: its plans, and the changes that it makes. */
final class PassRun {
  private final WantedResources want;
  private final boolean stopAtError;
  private final Ownership ownership;
  private final ReachedState settled;
  private final FightLimiter fights;
  private final PassReport report;
  private final LongSupplier nanos;
  private final Predicate<Change> overtaken;
  private final Set<ResourceId> claimed;
  private final Map<String, Plan> plans = new LinkedHashMap<>();
  private final Map<String, Long> rightUntil = new HashMap<>();
  private final Set<String> wrongKinds = new HashSet<>();
  private final Set<String> deferred = new HashSet<>();
  private boolean applied;
  private boolean stopped;

  PassRun(
      WantedResources want,
      boolean stopAtError,
      Ownership ownership,
      ReachedState settled,
      FightLimiter fights,
      PassListener listener,
      LongSupplier nanos,
      Predicate<Change> overtaken) {
    this.want = want;
    this.stopAtError = stopAtError;
    this.ownership = ownership;
    this.settled = settled;
    this.fights = fights;
    this.report = new PassReport(listener);
    this.nanos = nanos;
    this.overtaken = overtaken;
    this.claimed = want.claimedIds();
  }

  void failed(String kind, @Nullable String message) {
    report.error(kind, Objects.requireNonNullElse(message, "unknown error"));
    plans.remove(kind);
  }

  void planned(String kind, Plan plan, @Nullable Long rightUntilNanos) {
    plans.put(kind, plan);
    if (rightUntilNanos != null) {
      rightUntil.put(kind, rightUntilNanos);
    }
    plan.problems().forEach(problem -> report.error(kind, problem));
    report.refusals(kind, plan, want::wants);
    boolean again = deferred.remove(kind);
    for (Plan.Waiting each : plan.waiting()) {
      if (!again && want.wants(each.missing())) {
        deferred.add(kind);
      } else {
        report.error(kind, each.problem());
      }
    }
    release(kind, plan.forget());
    plan.left().stream().filter(id -> !claimed.contains(id)).forEach(report::left);
    settle(kind, plan);
  }

  /** Records that the resources are in place which the plan does not change. */
  private void settle(String kind, Plan plan) {
    Set<ResourceId> changing = new HashSet<>();
    plan.changes().forEach(change -> changing.add(change.id()));
    Set<ResourceId> interesting = new HashSet<>(changing);
    boolean sound =
        !plan.unreached().isEmpty() || plan.problems().isEmpty() && plan.waiting().isEmpty();
    for (Resource resource : want.ofKind(kind)) {
      interesting.add(resource.id());
      if (sound && !changing.contains(resource.id()) && !plan.unreached().contains(resource.id())) {
        settled.present(resource);
      }
    }
    for (ResourceId id : claimed) {
      if (id.kind().equals(kind) && interesting.add(id)) {
        settled.absent(id);
      }
    }
    settled.retain(kind, interesting);
  }

  List<Change> changes(String kind) {
    Plan plan = plans.get(kind);
    return plan == null ? List.of() : plan.changes();
  }

  /** Whether a kind must be planned again when the resource that it waits for exists. */
  boolean isDeferred(String kind) {
    return deferred.contains(kind);
  }

  boolean hasApplied() {
    return applied;
  }

  boolean isRight(String kind) {
    return plans.containsKey(kind)
        && !report.hasErrors(kind)
        && !wrongKinds.contains(kind)
        && !deferred.contains(kind);
  }

  void apply(ChangeOrder.KindStep step, ManagedKind<?, ?> kind) {
    if (stopped) {
      wrongKinds.add(step.kind());
      return;
    }
    long now = nanos.getAsLong();
    Set<ResourceId> drifted = new HashSet<>();
    List<Change> planned = new ArrayList<>();
    for (Change change : step.changes()) {
      if (overtaken.test(change)) {
        // The role of this resource came or went after this pass was planned; another pass follows.
        wrongKinds.add(step.kind());
        continue;
      }
      boolean drift = change.action() != Action.RUN && settled.isDrift(change);
      if (drift && want.mode() == DriftPolicy.Mode.REPORT) {
        wrongKinds.add(step.kind());
        finished(step.kind(), change, true, false, "");
      } else if (!(drift && isFought(change.id(), now)) && hasPrerequisites(change)) {
        planned.add(change);
        if (drift) {
          drifted.add(change.id());
        }
      }
    }
    if (planned.isEmpty() || !takeOwnership(step.kind(), planned)) {
      return;
    }
    // Checks this again, because the write to disk may have taken long.
    List<Change> batch = planned.stream().filter(overtaken.negate()).toList();
    if (batch.size() < planned.size()) {
      wrongKinds.add(step.kind());
    }
    if (batch.isEmpty()) {
      return;
    }
    report.starting(new ChangeOrder.KindStep(step.kind(), step.removal(), batch));
    List<ChangeResult> results = kind.apply(batch);
    applied = true;
    learn(step.kind(), results);
    Set<ResourceId> wrong = new HashSet<>();
    for (ChangeResult result : results) {
      ModuleException failure = result.error();
      boolean drift =
          result.change().action() != Action.RUN && drifted.contains(result.change().id());
      if (failure != null) {
        String why = Objects.requireNonNullElse(failure.getMessage(), failure.toString());
        wrong.add(result.change().id());
        report.error(step.kind(), why);
        if (result.change().desired() != null) {
          report.refused(result.change().id(), why);
        }
      } else if (drift) {
        fights.corrected(result.change().id(), nanos.getAsLong());
      }
      String text = failure == null ? "" : Objects.requireNonNullElse(failure.getMessage(), "");
      finished(step.kind(), result.change(), drift, failure == null, text);
    }
    conclude(step.kind(), batch, change -> !wrong.contains(change.id()));
    stopped = stopAtError && !wrong.isEmpty();
  }

  private void conclude(String kind, List<Change> batch, Predicate<Change> succeeded) {
    List<ResourceId> gone = new ArrayList<>();
    for (Change change : batch) {
      if (!succeeded.test(change)) {
        continue;
      }
      Resource desired = change.desired();
      if (desired != null) {
        settled.present(desired);
      } else if (change.action() == Action.DELETE) {
        gone.add(change.id());
        if (claimed.contains(change.id())) {
          settled.absent(change.id());
        } else {
          settled.forget(change.id());
        }
      }
    }
    release(kind, gone);
  }

  private boolean isFought(ResourceId id, long now) {
    Optional<Duration> pause = fights.pause(id, now);
    pause.ifPresent(left -> report.rests(id, left, fights.explain(id, left)));
    return pause.isPresent();
  }

  private boolean hasPrerequisites(Change change) {
    List<ResourceId> missing = Prerequisites.missing(change, want.desired(), settled::isReached);
    if (!missing.isEmpty()) {
      report.error(
          change.id().kind(), change.id() + " waits for " + missing + ", which could not be set");
    }
    return missing.isEmpty();
  }

  /** The journal has the entry of a claimed resource already when its role goes. */
  private @Nullable Owned taken(Change change) {
    return change.desired() == null && claimed.contains(change.id()) ? null : change.take();
  }

  private boolean takeOwnership(String kind, List<Change> batch) {
    List<Owned> taken = batch.stream().map(this::taken).filter(Objects::nonNull).toList();
    if (taken.isEmpty()) {
      return true;
    }
    try {
      ownership.take(taken);
      return true;
    } catch (IOException e) {
      report.error(
          kind,
          "cannot write the ownership journal, so nothing is changed on this host: "
              + e.getMessage());
      stopped = stopAtError;
      return false;
    }
  }

  @FunctionalInterface
  private interface JournalEntry {
    void write() throws IOException;
  }

  private void learn(String kind, List<ChangeResult> results) {
    List<Owned> learnt =
        results.stream().map(ChangeResult::learnt).filter(Objects::nonNull).toList();
    if (!learnt.isEmpty()) {
      write(kind, () -> ownership.take(learnt));
    }
  }

  private void release(String kind, List<ResourceId> ids) {
    List<ResourceId> free = ids.stream().filter(id -> !claimed.contains(id)).toList();
    if (!free.isEmpty()) {
      write(kind, () -> ownership.release(free));
    }
  }

  /** Writes what a change that was made has left to remember or to forget. */
  private void write(String kind, JournalEntry entry) {
    try {
      entry.write();
    } catch (IOException e) {
      report.error(kind, "cannot write the ownership journal: " + e.getMessage());
    }
  }

  private void finished(String kind, Change change, boolean drift, boolean made, String error) {
    Optional<Long> right = Optional.ofNullable(rightUntil.get(kind));
    report.finished(new PassOutcome.Done(change, drift, made, error, right, nanos.getAsLong()));
  }

  /** Reports the resources that this pass leaves out, of the kinds that it looks at. */
  void withheld(Withheld left) {
    left.causes()
        .forEach((id, cause) -> {
          if (plans.containsKey(id.kind())) {
            report.withheld(id, Withheld.explain(id, cause));
          }
        });
  }

  PassOutcome outcome(Set<String> outdated) {
    Map<String, List<ResourceId>> unmanaged = new LinkedHashMap<>();
    plans.forEach((kind, plan) -> unmanaged.put(kind, plan.unmanaged()));
    return report.outcome(unmanaged, inPlace(), outdated);
  }

  /** The desired resources that the pass found in place or put in place. */
  private Set<ResourceId> inPlace() {
    Set<ResourceId> unmade = new HashSet<>();
    for (Plan plan : plans.values()) {
      plan.changes().forEach(change -> unmade.add(change.id()));
      unmade.addAll(plan.unreached());
    }
    report.made().forEach(unmade::remove);
    Set<ResourceId> inPlace = new HashSet<>();
    for (Resource resource : want.desired()) {
      ResourceId id = resource.id();
      if (plans.containsKey(id.kind()) && !unmade.contains(id) && settled.isReached(resource)) {
        inPlace.add(id);
      }
    }
    return inPlace;
  }
}

package org.hactl.agent.converge;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hactl.agent.converge.time.Clock;
import org.hactl.agent.store.EventJournal;
import org.hactl.api.ChangeView;
import org.hactl.api.DriftEntry;
import org.hactl.api.Event;
import org.hactl.counters.RecentCount;
import org.hactl.module.Change;
import org.hactl.module.Phase;
import org.hactl.module.ResourceId;
import org.hactl.reconcile.ChangeOrder;
import org.hactl.reconcile.Pass;
import org.hactl.reconcile.PassOutcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The results of the passes of both workers: present errors and unmanaged resources, the count of
 * drift, and its journal entries. Safe for use from any thread.
 */
public final class PassLog {
  private static final Logger log = LoggerFactory.getLogger(PassLog.class);

  private static final String ENGINES = "engines";

  /** A pass with more changes than this logs one line for each kind and action. */
  private static final int LINES_PER_PASS = 20;

  private final EventJournal journal;
  private final Clock clock;
  private final Map<String, List<String>> errors = new TreeMap<>();
  private final Map<String, List<ResourceId>> unmanaged = new TreeMap<>();
  private final Map<ResourceId, ChangeView> standing = new TreeMap<>();
  private final Map<ResourceId, Long> restsUntilNanos = new HashMap<>();
  private long found;
  private long corrected;
  private final RecentCount lastHour = new RecentCount(Duration.ofHours(1));

  /** When the last full pass of each phase ended, by the monotonic clock. */
  private final Map<Phase, Long> lastFullPass = new EnumMap<>(Phase.class);

  PassLog(EventJournal journal, Clock clock) {
    this.journal = journal;
    this.clock = clock;
  }

  synchronized void finished(Pass pass, Map<String, Cause> causes, PassOutcome outcome) {
    for (String kind : pass.kinds()) {
      errors.remove(kind);
      unmanaged.remove(kind);
    }
    errors.putAll(outcome.errorsByKind());
    outcome.unmanaged().forEach((kind, ids) -> unmanaged.put(kind, ids));
    standing
        .keySet()
        .removeIf(id ->
            pass.kinds().contains(id.kind())
                && outcome.done().stream().noneMatch(done -> done.change().id().equals(id)));
    List<PassOutcome.Done> intended = new ArrayList<>();
    for (PassOutcome.Done done : outcome.done()) {
      Cause cause = causes.get(done.change().id().kind());
      if (done.drift() && cause != null) {
        drift(done, cause);
      } else {
        intended.add(done);
      }
    }
    logChanges(intended);
    rests(outcome);
    outcome
        .left()
        .forEach(id ->
            log.atWarn()
                .addKeyValue("resource", id)
                .log("left in place: another program added it after hactl's own was removed"));
    outcome
        .errors()
        .forEach(error -> log.atWarn().addKeyValue("error", error).log("cannot converge"));
  }

  /** Tells once of each rest, however many passes see it. */
  private void rests(PassOutcome outcome) {
    long now = clock.nanos();
    restsUntilNanos.values().removeIf(until -> until - now <= 0);
    outcome
        .unreached()
        .forEach((id, unreached) -> {
          long restNanos = unreached.rest().toNanos();
          if (unreached.obstacle() == PassOutcome.Obstacle.FOUGHT
              && outcome.rests().containsKey(id.kind())
              && restNanos > 0
              && restsUntilNanos.put(id, now + restNanos) == null) {
            journal.add(
                new Event.Rested(
                    clock.millis(), id.toString(), restNanos / 1_000_000, unreached.text()));
          }
        });
  }

  private void drift(PassOutcome.Done done, Cause cause) {
    ChangeView view = view(done.change());
    if (!done.applied() && view.equals(standing.put(done.change().id(), view))) {
      // The log already has this drift, and the drift has not changed.
      return;
    }
    if (done.applied()) {
      standing.remove(done.change().id());
      corrected++;
    }
    found++;
    lastHour.add(clock.nanos());
    DriftEntry entry = entry(view, done, cause);
    journal.add(new Event.Drifted(entry.foundAtMillis(), entry));
    log.atInfo()
        .addKeyValue("resource", done.change().id())
        .addKeyValue("action", word(done.change()))
        .addKeyValue("corrected", done.applied())
        .addKeyValue("found_by", cause.foundBy().name().toLowerCase(Locale.ROOT))
        .addKeyValue("stood_ms", entry.stoodMillis())
        .log("drift");
  }

  private DriftEntry entry(ChangeView view, PassOutcome.Done done, Cause cause) {
    long nowNanos = clock.nanos();
    long sinceNanos =
        cause.exact() ? cause.noticedNanos() : done.rightUntilNanos().orElse(cause.noticedNanos());
    return new DriftEntry(
        view,
        cause.foundBy(),
        clock.millis() - (nowNanos - cause.noticedNanos()) / 1_000_000,
        done.applied(),
        Math.max(0, (done.finishedNanos() - sinceNanos) / 1_000_000),
        !cause.exact(),
        done.error());
  }

  /**
   * Logs many changes as one line for each kind and action: an operator does not need 200 lines for
   * the addresses of one role.
   */
  private static void logChanges(List<PassOutcome.Done> intended) {
    if (intended.size() <= LINES_PER_PASS) {
      intended.forEach(PassLog::logChange);
      return;
    }
    Map<String, List<PassOutcome.Done>> alike = new LinkedHashMap<>();
    for (PassOutcome.Done done : intended) {
      String key = done.change().id().kind() + " " + word(done.change()) + " " + done.applied();
      alike.computeIfAbsent(key, _ -> new ArrayList<>()).add(done);
    }
    for (List<PassOutcome.Done> group : alike.values()) {
      PassOutcome.Done first = group.getFirst();
      log.atInfo()
          .addKeyValue("kind", first.change().id().kind())
          .addKeyValue("action", word(first.change()))
          .addKeyValue("done", first.applied())
          .addKeyValue("count", group.size())
          .addKeyValue("first", first.change().id())
          .log("changes");
    }
  }

  private static void logChange(PassOutcome.Done done) {
    log.atInfo()
        .addKeyValue("resource", done.change().id())
        .addKeyValue("action", word(done.change()))
        .addKeyValue("done", done.applied())
        .log("change");
  }

  private static String word(Change change) {
    return change.action().name().toLowerCase(Locale.ROOT);
  }

  static ChangeView view(Change change) {
    return new ChangeView(change.id(), change.action(), change.fields());
  }

  /**
   * Records whether the engines run.
   *
   * @param error why they do not, empty if they do
   */
  synchronized void engines(String error) {
    List<String> before = errors.remove(ENGINES);
    if (!error.isEmpty()) {
      errors.put(ENGINES, List.of(error));
      if (!List.of(error).equals(before)) {
        log.atError().addKeyValue("error", error).log("the engines cannot run");
      }
    }
  }

  public synchronized boolean enginesFail() {
    return errors.containsKey(ENGINES);
  }

  /** A pass has looked at every kind of this phase. */
  synchronized void lookedAtAll(Phase phase) {
    lastFullPass.put(phase, clock.nanos());
  }

  public synchronized List<String> errors() {
    List<String> all = new ArrayList<>();
    ChangeOrder.sorted(List.copyOf(errors.keySet()))
        .forEach(kind -> all.addAll(errors.getOrDefault(kind, List.of())));
    return all;
  }

  public synchronized List<ResourceId> unmanaged() {
    TreeSet<ResourceId> all = new TreeSet<>();
    unmanaged.values().forEach(all::addAll);
    return List.copyOf(all);
  }

  public synchronized long found() {
    return found;
  }

  /** How much drift was found within the last hour. */
  public synchronized long foundLastHour() {
    return lastHour.at(clock.nanos());
  }

  public synchronized long corrected() {
    return corrected;
  }

  /**
   * The time of the last full pass; 0 before the first one. The older time of the two phases
   * counts.
   */
  public synchronized long lastFullPassAtMillis() {
    Long software = lastFullPass.get(Phase.SOFTWARE);
    Long network = lastFullPass.get(Phase.NETWORK);
    return software == null || network == null
        ? 0
        : Math.min(clock.millisAt(software), clock.millisAt(network));
  }
}

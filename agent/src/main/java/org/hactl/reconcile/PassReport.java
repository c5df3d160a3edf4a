package org.hactl.reconcile;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.hactl.module.Plan;
import org.hactl.module.ResourceId;
import org.hactl.reconcile.PassOutcome.Obstacle;
import org.hactl.reconcile.PassOutcome.Unreached;

/** The changes and the errors of one pass, by kind. The outcome of the pass is made of them. */
final class PassReport {
  /** A role that needs a withheld resource is tried again after this time. */
  private static final Duration WITHHELD_RETRY = Duration.ofMinutes(1);

  private final PassListener listener;
  private final List<PassOutcome.Done> done = new ArrayList<>();
  private final Map<String, List<String>> errors = new LinkedHashMap<>();
  private final Map<String, Duration> rests = new HashMap<>();
  private final Set<String> failing = new HashSet<>();
  private final Map<ResourceId, Unreached> unreached = new HashMap<>();
  private final List<ResourceId> left = new ArrayList<>();

  PassReport(PassListener listener) {
    this.listener = listener;
  }

  void starting(ChangeOrder.KindStep step) {
    listener.starting(step);
  }

  void finished(PassOutcome.Done change) {
    done.add(change);
    listener.finished(change);
  }

  void error(String kind, String message) {
    failing.add(kind);
    say(kind, message);
  }

  /** Records that this resource cannot be put in place. */
  void refused(ResourceId id, String message) {
    unreached.put(id, new Unreached(Obstacle.REFUSED, message, Duration.ZERO));
  }

  /**
   * Records the resources that a plan cannot put in place.
   *
   * @param wanted whether a resource is wanted: a resource that waits for a wanted one is not
   *     refused
   */
  void refusals(String kind, Plan plan, Predicate<ResourceId> wanted) {
    unreached.keySet().removeIf(id -> id.kind().equals(kind));
    Stream.concat(
            plan.problems().stream(),
            plan.waiting().stream()
                .filter(each -> !wanted.test(each.missing()))
                .map(Plan.Waiting::problem))
        .forEach(text ->
            plan.unreached().stream()
                // A problem begins with the resource that it is about.
                .filter(id -> text.startsWith(id + ":"))
                .forEach(id -> refused(id, text)));
  }

  /**
   * Records that this resource is not put in place, because a condition that it relies on does not
   * hold.
   */
  void withheld(ResourceId id, String message) {
    error(id.kind(), message);
    unreached.put(id, new Unreached(Obstacle.FOUGHT, message, WITHHELD_RETRY));
  }

  /**
   * Records that this resource is left alone for a time, because another program keeps undoing its
   * changes.
   */
  void rests(ResourceId id, Duration left, String message) {
    String kind = id.kind();
    say(kind, message);
    unreached.put(id, new Unreached(Obstacle.FOUGHT, message, left));
    rests.merge(kind, left, (one, other) -> one.compareTo(other) < 0 ? one : other);
  }

  /** Records that this resource stays on the host, because another program has put it there. */
  void left(ResourceId id) {
    left.add(id);
  }

  private void say(String kind, String message) {
    List<String> known = errors.computeIfAbsent(kind, _ -> new ArrayList<>());
    if (!known.contains(message)) {
      known.add(message);
    }
  }

  boolean hasErrors(String kind) {
    return errors.containsKey(kind);
  }

  /** The resources whose change was made. */
  List<ResourceId> made() {
    return done.stream().filter(PassOutcome.Done::applied).map(each -> each.change().id()).toList();
  }

  PassOutcome outcome(
      Map<String, List<ResourceId>> unmanaged, Set<ResourceId> inPlace, Set<String> outdated) {
    Map<String, PassOutcome.Rest> resting = new HashMap<>();
    rests.forEach(
        (kind, rest) -> resting.put(kind, new PassOutcome.Rest(rest, !failing.contains(kind))));
    return new PassOutcome(done, errors, unmanaged, inPlace, unreached, resting, outdated, left);
  }
}

package org.hactl.reconcile;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hactl.module.ResourceId;

/** What one pass made and what went wrong, by kind, from which its outcome is put together. */
final class PassReport {
  private final PassListener listener;
  private final List<PassOutcome.Done> done = new ArrayList<>();
  private final Map<String, List<String>> errors = new LinkedHashMap<>();
  private final Map<String, Duration> rests = new HashMap<>();
  private final Set<String> failing = new HashSet<>();

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

  /** A change of this kind is left out for a time, because something else keeps undoing it. */
  void rests(String kind, Duration left, String message) {
    say(kind, message);
    rests.merge(kind, left, (one, other) -> one.compareTo(other) < 0 ? one : other);
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

  PassOutcome outcome(Map<String, List<ResourceId>> unmanaged, Set<ResourceId> inPlace) {
    Map<String, PassOutcome.Rest> left = new HashMap<>();
    rests.forEach(
        (kind, rest) -> left.put(kind, new PassOutcome.Rest(rest, !failing.contains(kind))));
    return new PassOutcome(done, errors, unmanaged, inPlace, left);
  }
}

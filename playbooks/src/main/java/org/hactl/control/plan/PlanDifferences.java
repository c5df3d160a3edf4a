package org.hactl.control.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.hactl.api.ChangeView;

/** In what a saved plan and the plan of now differ. Pure. */
public final class PlanDifferences {
  private static final int SHOWN = 3;

  private PlanDifferences() {}

  /** What has been done on the hosts since they were asked. */
  public enum Stage {
    /** Nothing. */
    UNTOUCHED,
    /** They are locked, and missing or old agents were replaced, as the plan said. */
    LOCKED
  }

  /** A sentence for each host that differs; empty if the saved plan holds. */
  public static List<String> of(List<PlannedHost> saved, List<PlannedHost> now, Stage stage) {
    Map<String, PlannedHost> before = byName(saved);
    Map<String, PlannedHost> after = byName(now);
    Set<String> hosts = new LinkedHashSet<>(before.keySet());
    hosts.addAll(after.keySet());
    List<String> differences = new ArrayList<>();
    for (String host : hosts) {
      PlannedHost was = before.get(host);
      PlannedHost is = after.get(host);
      if (was == null) {
        differences.add(host + " is not in the plan");
      } else if (is == null) {
        differences.add(host + " is in the plan, but not in the inventory any more");
      } else {
        differences.addAll(of(was, is, stage));
      }
    }
    return differences;
  }

  private static Map<String, PlannedHost> byName(List<PlannedHost> hosts) {
    Map<String, PlannedHost> named = new LinkedHashMap<>();
    hosts.forEach(host -> named.put(host.host(), host));
    return named;
  }

  private static List<String> of(PlannedHost was, PlannedHost is, Stage stage) {
    String host = was.host();
    if (is.failure() != null) {
      return List.of(host + ": " + is.failure());
    }
    if (!was.wanted().equals(is.wanted())) {
      return List.of(host + " would get another state: the site changed since the plan was made");
    }
    if (was.generation() != is.generation()
        || !was.generationDigest().equals(is.generationDigest())) {
      return List.of(
          "%s has generation %d now; the plan was made against %d"
              .formatted(host, is.generation(), was.generation()));
    }
    if (was.serial() != is.serial()) {
      return List.of(
          "%s holds serial %d of the site now; the plan was made against %d"
              .formatted(host, is.serial(), was.serial()));
    }
    if (stage == Stage.UNTOUCHED && !was.notes().equals(is.notes())) {
      return List.of(
          "%s: the plan said \"%s\", now it is \"%s\""
              .formatted(host, said(was.notes()), said(is.notes())));
    }
    // An agent that was not there when the plan was made plans in more detail.
    boolean sameAgent = stage == Stage.UNTOUCHED || was.notes().isEmpty();
    return sameAgent && !was.changes().equals(is.changes())
        ? List.of(host + ": " + changes(was.changes(), is.changes()))
        : List.of();
  }

  private static String said(List<String> notes) {
    return notes.isEmpty() ? "nothing else" : String.join("; ", notes);
  }

  private static String changes(List<ChangeView> was, List<ChangeView> is) {
    List<String> texts = new ArrayList<>();
    is.stream()
        .filter(change -> !was.contains(change))
        .map(change ->
            has(was, change)
                ? name(change) + " has other values now"
                : name(change) + " is not in the plan")
        .forEach(texts::add);
    was.stream()
        .filter(change -> !is.contains(change) && !has(is, change))
        .map(change -> name(change) + " is in the plan and not needed any more")
        .forEach(texts::add);
    if (texts.isEmpty()) {
      return "its changes are in another order";
    }
    String shown = String.join(", ", texts.subList(0, Math.min(SHOWN, texts.size())));
    return texts.size() > SHOWN ? "%s and %d more".formatted(shown, texts.size() - SHOWN) : shown;
  }

  private static boolean has(List<ChangeView> changes, ChangeView wanted) {
    return changes.stream()
        .anyMatch(change -> change.id().equals(wanted.id()) && change.action() == wanted.action());
  }

  private static String name(ChangeView change) {
    return change.action().name().toLowerCase(Locale.ROOT) + " " + change.id();
  }
}

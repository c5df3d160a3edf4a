package org.hactl.control.failover;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.hactl.api.HostStatus;
import org.hactl.api.HostStatus.RouterView;
import org.jspecify.annotations.Nullable;

/**
 * What the directors say before a virtual router is handed over. Pure.
 *
 * @param router its name
 * @param master the host that is master now; null if there is not exactly one
 * @param target the host that will take the role; null if no host of the inventory can, or there is
 *     no master
 * @param routers the router, and all others in its sync group
 * @param objections what speaks against it
 * @param notes what hactl cannot know
 */
public record Preflight(
    String router,
    @Nullable String master,
    @Nullable String target,
    List<String> routers,
    List<Objection> objections,
    List<String> notes) {
  /**
   * @param to the host that shall be master; null for the one with the highest priority
   * @param silent the hosts that did not answer
   */
  public static Preflight of(
      String router, @Nullable String to, Map<String, HostStatus> statuses, List<String> silent) {
    List<String> directors =
        statuses.entrySet().stream()
            .filter(each -> view(each.getValue(), router).isPresent())
            .map(Map.Entry::getKey)
            .toList();
    if (directors.isEmpty()) {
      return refused(router, "no host that answered has a virtual router " + router);
    }
    if (to != null && !directors.contains(to)) {
      return refused(
          router,
          silent.contains(to)
              ? to + " did not answer"
              : "%s is no director of %s: those that answered are %s"
                  .formatted(to, router, String.join(", ", directors)));
    }
    List<String> masters =
        directors.stream().filter(host -> isMaster(statuses, host, router)).toList();
    if (masters.size() != 1) {
      return refused(
          router,
          masters.isEmpty()
              ? "%s has no master on the hosts that answered".formatted(router)
              : "%s has %d masters: %s"
                  .formatted(router, masters.size(), String.join(", ", masters)));
    }
    String master = masters.getFirst();
    HostStatus masterStatus = Objects.requireNonNull(statuses.get(master));
    List<String> routers = together(masterStatus, router);
    List<String> others = directors.stream().filter(host -> !host.equals(master)).toList();
    List<Objection> objections = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    String target = target(router, to, others, statuses, objections);
    if (master.equals(to)) {
      return new Preflight(router, master, master, routers, List.of(), List.of());
    }
    if (others.isEmpty()) {
      notes.add(
          "no other director of %s is in the inventory: a keepalived cannot be asked, so hactl goes by what %s hears"
              .formatted(router, master));
      silent.stream()
          .map(host ->
              Objection.soft(
                  "%s did not answer, and may be the other director of %s".formatted(host, router)))
          .forEach(objections::add);
    }
    if (target != null) {
      HostStatus targetStatus = Objects.requireNonNull(statuses.get(target));
      for (String each : routers) {
        objections.addAll(
            new Readiness(each, master, masterStatus, target, targetStatus).objections());
      }
    }
    return new Preflight(
        router, master, target, routers, List.copyOf(objections), List.copyOf(notes));
  }

  /** The director that takes over when the master leaves: the one with the highest priority. */
  private static @Nullable String target(
      String router,
      @Nullable String to,
      List<String> others,
      Map<String, HostStatus> statuses,
      List<Objection> objections) {
    List<String> able =
        others.stream().filter(host -> state(statuses, host, router).equals("BACKUP")).toList();
    Optional<String> first =
        able.stream().max(Comparator.comparingInt(host -> priority(statuses, host, router)));
    if (to == null || first.isEmpty() || !able.contains(to)) {
      return to != null ? to : first.orElse(others.isEmpty() ? null : others.getFirst());
    }
    if (priority(statuses, first.get(), router) > priority(statuses, to, router)) {
      objections.add(
          Objection.hard(
              "%s has priority %d of %s and %s only %d: %s would take it"
                  .formatted(
                      first.get(),
                      priority(statuses, first.get(), router),
                      router,
                      to,
                      priority(statuses, to, router),
                      first.get())));
    }
    return to;
  }

  private static Preflight refused(String router, String why) {
    return new Preflight(
        router, null, null, List.of(router), List.of(Objection.hard(why)), List.of());
  }

  private static List<String> together(HostStatus master, String router) {
    return master.vrrp().groups().stream()
        .filter(group -> group.routers().contains(router))
        .findFirst()
        .map(HostStatus.GroupView::routers)
        .orElse(List.of(router));
  }

  static Optional<RouterView> view(HostStatus status, String router) {
    return status.routers().stream().filter(each -> each.name().equals(router)).findFirst();
  }

  private static boolean isMaster(Map<String, HostStatus> statuses, String host, String router) {
    return state(statuses, host, router).equals("MASTER");
  }

  private static String state(Map<String, HostStatus> statuses, String host, String router) {
    return view(Objects.requireNonNull(statuses.get(host)), router)
        .map(RouterView::state)
        .orElse("");
  }

  private static int priority(Map<String, HostStatus> statuses, String host, String router) {
    return view(Objects.requireNonNull(statuses.get(host)), router)
        .map(RouterView::effectivePriority)
        .orElse(0);
  }

  /** Whether the host that is wanted is master already. */
  public boolean isDone() {
    return master != null && master.equals(target);
  }

  /** What still speaks against it. */
  public List<Objection> refusals(boolean force) {
    return objections.stream().filter(each -> !(force && each.forcible())).toList();
  }
}

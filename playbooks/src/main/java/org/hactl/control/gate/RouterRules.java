package org.hactl.control.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.hactl.control.gate.GateProblem.Kind;
import org.hactl.control.view.Director;
import org.jspecify.annotations.Nullable;

/**
 * One virtual router has exactly one master, every backup hears exactly that one, and no director
 * has a new fault.
 *
 * @param apart the names of routers whose directors do not understand each other yet
 */
record RouterRules(RouterBeforeAndNow router, Set<String> apart) {
  List<GateProblem> problems() {
    List<GateProblem> problems = new ArrayList<>();
    if (!router.now().isEmpty() && !router.isAnyOf(apart)) {
      masters(problems);
      heard(problems);
    }
    faults(problems);
    return problems;
  }

  private void masters(List<GateProblem> problems) {
    String text = wrongMasters(router.now());
    String earlier = router.before().isEmpty() ? null : wrongMasters(router.before());
    if (text != null && earlier == null) {
      problems.add(GateProblem.ofRouter(Kind.MASTERS, router.name(), "", text));
    }
  }

  /** Why these directors do not have exactly one master; null if they have. */
  private @Nullable String wrongMasters(List<Director> directors) {
    List<Director> masters = RouterBeforeAndNow.masters(directors);
    if (masters.size() > 1) {
      return "%d masters of %s: %s"
          .formatted(
              masters.size(),
              router.name(),
              masters.stream().map(Director::host).collect(Collectors.joining(" and ")));
    }
    if (masters.isEmpty()) {
      return hasMasterElsewhere(directors)
          ? null
          : "%s has no master: %s"
              .formatted(
                  router.name(),
                  directors.stream().map(Director::state).collect(Collectors.joining(", ")));
    }
    var other = masters.getFirst().router().otherMaster();
    return other == null
        ? null
        : "2 masters of %s: %s and %s; %s says: %s"
            .formatted(
                router.name(),
                masters.getFirst().host(),
                other.address(),
                masters.getFirst().host(),
                other.text());
  }

  /** Whether a backup hears a master that is none of these directors, such as a keepalived. */
  private static boolean hasMasterElsewhere(List<Director> directors) {
    List<String> heard =
        directors.stream()
            .filter(Director::hearsMaster)
            .map(each -> Objects.requireNonNull(each.router().masterAddress()))
            .distinct()
            .toList();
    return heard.size() == 1
        && directors.stream().noneMatch(each -> Addresses.has(each.status(), heard.getFirst()));
  }

  private void heard(List<GateProblem> problems) {
    Map<String, String> before = wrongHeard(router.before());
    wrongHeard(router.now())
        .forEach((host, text) -> {
          if (!before.containsKey(host)) {
            problems.add(GateProblem.ofRouter(Kind.HEARD, router.name(), host, text));
          }
        });
  }

  /** What backups hear instead of the only master, by host. */
  private Map<String, String> wrongHeard(List<Director> directors) {
    List<Director> masters = RouterBeforeAndNow.masters(directors);
    Map<String, String> wrong = new TreeMap<>();
    if (masters.size() == 1) {
      Director master = masters.getFirst();
      for (Director each : directors) {
        String heard = each.router().masterAddress();
        if (!each.router().state().equals("BACKUP")) {
          continue;
        }
        if (heard == null) {
          wrong.put(
              each.host(),
              "%s does not hear %s, the master of %s"
                  .formatted(each.host(), master.host(), router.name()));
        } else if (Addresses.isKnown(master.status()) && !Addresses.has(master.status(), heard)) {
          wrong.put(
              each.host(),
              "%s hears %s as master of %s, and that is not %s, which is master"
                  .formatted(each.host(), heard, router.name(), master.host()));
        }
      }
    }
    return wrong;
  }

  private void faults(List<GateProblem> problems) {
    for (Director each : router.now()) {
      String was =
          router.before(each.host()).map(earlier -> earlier.router().state()).orElse("not there");
      if (each.router().state().equals("FAULT") && !was.equals("FAULT")) {
        problems.add(
            GateProblem.ofRouter(
                Kind.FAULT,
                router.name(),
                each.host(),
                "%s has a fault of %s (%s); before the apply it was %s"
                    .formatted(each.host(), router.name(), each.router().reason(), was)));
      }
    }
  }
}

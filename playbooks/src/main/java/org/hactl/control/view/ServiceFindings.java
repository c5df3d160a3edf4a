package org.hactl.control.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hactl.api.HostStatus.Convergence;
import org.hactl.api.ServiceView;
import org.hactl.control.view.Finding.Kind;

/** Whether the directors of one router would serve the same after a failover. Pure. */
record ServiceFindings(RouterOnHosts router) {
  List<Finding> find() {
    // During an apply one of them is ahead.
    List<Director> ready =
        router.directors().stream()
            .filter(each -> each.status().convergence() != Convergence.CONVERGING)
            .toList();
    List<Finding> found = new ArrayList<>();
    for (int i = 1; i < ready.size(); i++) {
      differing(ready.getFirst(), ready.get(i)).ifPresent(found::add);
    }
    return found;
  }

  private Optional<Finding> differing(Director one, Director other) {
    List<String> differences = new ArrayList<>();
    Map<String, List<ServiceView>> ofOne = byName(one);
    Map<String, List<ServiceView>> ofOther = byName(other);
    Set<String> names = new TreeSet<>(ofOne.keySet());
    names.addAll(ofOther.keySet());
    for (String name : names) {
      List<ServiceView> first = ofOne.getOrDefault(name, List.of());
      List<ServiceView> second = ofOther.getOrDefault(name, List.of());
      if (!first.isEmpty() && !second.isEmpty()) {
        difference(one, first, other, second).ifPresent(differences::add);
      } else if (Stream.concat(first.stream(), second.stream()).anyMatch(this::isOfRouter)) {
        differences.add(
            "%s has no service %s".formatted((second.isEmpty() ? other : one).host(), name));
      }
    }
    return differences.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Finding.error(
                Kind.SERVICES_DIFFER,
                "%s and %s, directors of %s, serve differently: %s"
                    .formatted(
                        one.host(), other.host(), router.name(), FindingText.list(differences)),
                "an apply did not reach both of them: --limit, a failure or a rollback",
                "hactl apply, to both"));
  }

  private static Optional<String> difference(
      Director one, List<ServiceView> first, Director other, List<ServiceView> second) {
    if (!definition(first).equals(definition(second))) {
      return Optional.of(
          "service %s is %s on %s, %s on %s"
              .formatted(
                  first.getFirst().name(),
                  definition(first),
                  one.host(),
                  definition(second),
                  other.host()));
    }
    Set<String> onlyFirst = servers(first);
    onlyFirst.removeAll(servers(second));
    Set<String> onlySecond = servers(second);
    onlySecond.removeAll(servers(first));
    if (onlyFirst.isEmpty() && onlySecond.isEmpty()) {
      return Optional.empty();
    }
    List<String> lacks = new ArrayList<>();
    if (!onlySecond.isEmpty()) {
      lacks.add(one.host() + " lacks " + FindingText.list(List.copyOf(onlySecond)));
    }
    if (!onlyFirst.isEmpty()) {
      lacks.add(other.host() + " lacks " + FindingText.list(List.copyOf(onlyFirst)));
    }
    return Optional.of(
        "service %s: %s".formatted(first.getFirst().name(), String.join(", ", lacks)));
  }

  /** A service is seen once for each of its addresses. */
  private static String definition(List<ServiceView> service) {
    return "%s %s %s"
        .formatted(
            service.stream().map(ServiceView::address).sorted().collect(Collectors.joining(", ")),
            service.getFirst().scheduler(),
            service.getFirst().forward().toLowerCase(Locale.ROOT));
  }

  private static Set<String> servers(List<ServiceView> service) {
    return service.stream()
        .flatMap(each -> each.realServers().stream())
        .map(each -> "%s (%s:%d)".formatted(each.host(), each.address(), each.port()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Two directors may also serve VIPs that they do not share. */
  private boolean isOfRouter(ServiceView service) {
    return router.directors().stream()
        .flatMap(each -> each.vips().stream())
        .anyMatch(service::isAt);
  }

  private static Map<String, List<ServiceView>> byName(Director director) {
    return director.status().services().stream().collect(Collectors.groupingBy(ServiceView::name));
  }
}

package org.hactl.agent.passing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.hactl.agent.converge.NetworkAccess;
import org.hactl.api.Reply;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.linux.kernel.Kernel;
import org.hactl.linux.kernel.ipvs.IpvsServiceKey;
import org.hactl.linux.net.InetAddresses;
import org.hactl.reconcile.PassOutcome;
import org.hactl.reconcile.PassedOn;
import org.hactl.reconcile.PassedOn.Stage;

/** Passes new connections to the VIPs of virtual routers on. For one thread at a time. */
final class PassingOn {
  private final NetworkAccess network;
  private final Kernel kernel;

  /** By router. */
  private final Map<String, InTerm> passed = new TreeMap<>();

  private record InTerm(PassedOn what, int term) {}

  PassingOn(NetworkAccess network, Kernel kernel) {
    this.network = network;
    this.kernel = kernel;
  }

  Set<String> routers() {
    return Set.copyOf(passed.keySet());
  }

  /**
   * Whether a router's connections are passed on in this stage; false after the host was not master
   * of it.
   */
  boolean isIn(String router, Stage stage) {
    return Optional.ofNullable(passed.get(router))
        .filter(each -> each.what.stage() == stage && each.term == network.term(router))
        .isPresent();
  }

  /**
   * Passes new connections on; changes nothing if it does so already.
   *
   * @return why that is not possible; empty if it is done
   */
  Optional<String> begin(List<String> routers, Map<String, String> ways) {
    Map<String, InTerm> before = new HashMap<>(passed);
    routers.forEach(router ->
        passed.put(
            router,
            new InTerm(new PassedOn(router, ways, Stage.NEW_CONNECTIONS), network.term(router))));
    if (passed.equals(before)) {
      return Optional.empty();
    }
    PassOutcome outcome = pass();
    if (outcome.errors().isEmpty()) {
      return Optional.empty();
    }
    routers.forEach(this::end);
    return Optional.of(outcome.errors().getFirst().toString());
  }

  /** New connections go to the real servers again; those that were passed on still are. */
  void keepOnly(String router) {
    InTerm each = passed.get(router);
    if (each != null) {
      passed.put(router, new InTerm(each.what.in(Stage.ITS_CONNECTIONS), each.term));
      var _ = pass();
    }
  }

  /** Ends it; nothing happens if it has not begun. */
  void end(String router) {
    if (passed.remove(router) != null) {
      var _ = pass();
    }
  }

  /** How the connections of these routers stand now. */
  Reply.PassesOn count(List<String> routers) {
    List<PassedOn> all =
        routers.stream()
            .flatMap(each -> Optional.ofNullable(passed.get(each)).stream())
            .map(InTerm::what)
            .toList();
    Map<IpvsServiceKey, String> ways =
        all.stream()
            .flatMap(each ->
                network.services(each).stream()
                    .map(service -> Map.entry(service.key(), way(each, service))))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    List<String> left = all.stream().flatMap(each -> network.refusals(each).stream()).toList();
    long open = ways.isEmpty() ? 0 : network.submit(() -> open(ways)).join();
    return new Reply.PassesOn(ways.size(), open, left);
  }

  private static String way(PassedOn passedOn, VirtualServiceSpec service) {
    return passedOn.ways().getOrDefault(service.address(), "");
  }

  private long open(Map<IpvsServiceKey, String> ways) {
    return kernel.ipvs().statistics().stream()
        .filter(each -> ways.containsKey(each.service()))
        .flatMap(each ->
            each.destinations().stream()
                .filter(it -> !InetAddresses.format(it.address()).equals(ways.get(each.service()))))
        .mapToLong(each -> each.activeConnections())
        .sum();
  }

  private PassOutcome pass() {
    return network.passOn(
        passed.values().stream().collect(Collectors.toMap(InTerm::what, InTerm::term)));
  }
}

package org.hactl.reconcile;

import java.util.Map;
import java.util.Optional;
import org.hactl.host.HostState;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.host.VirtualServiceSpec.ForwardMethod;
import org.hactl.module.Resource;
import org.hactl.reconcile.ServiceResources.Member;

/**
 * Sends every new connection to the VIPs of one virtual router through another director, for a
 * while before that one becomes master: then it knows the connections that are still open. This
 * applies only while this host is master of the router.
 *
 * @param router its name
 * @param ways by VIP: the address of the other director, which takes the VIP's packets there
 */
public record PassedOn(String router, Map<String, String> ways, Stage stage) {
  /** What the other director gets. */
  public enum Stage {
    /** All new connections; those to the real servers of this host go on. */
    NEW_CONNECTIONS,
    /** Those that it has already; new connections go to the real servers as always. */
    ITS_CONNECTIONS
  }

  public PassedOn {
    ways = Map.copyOf(ways);
  }

  /** The same in another stage. */
  public PassedOn in(Stage other) {
    return new PassedOn(router, ways, other);
  }

  /** Whether the service is one of the router's. */
  public boolean concerns(VirtualServiceSpec service) {
    return router.equals(service.virtualRouter());
  }

  /** Why a service of the router is not passed on, as a sentence; empty if it is. */
  public Optional<String> refusal(HostState state, VirtualServiceSpec service, Resource leaves) {
    if (service.mark() != null) {
      return Optional.of("%s is balanced by a firewall mark".formatted(service.name()));
    }
    String way = ways.get(service.address());
    if (way == null) {
      return Optional.of("%s has no way to the next master".formatted(service.name()));
    }
    if (service.realServers().stream()
        .anyMatch(each -> service.forwardOf(each) == ForwardMethod.NAT)) {
      return Optional.of(
          "%s uses nat, so its answers come back through this host".formatted(service.name()));
    }
    if (service.onMasterOnly()) {
      return Optional.of(
          "this host is itself a real server of %s, so what the next master sent here would go back to it"
              .formatted(service.name()));
    }
    if (service.realServers().stream().anyMatch(each -> each.address().equals(way))) {
      return Optional.of("the next master is itself a real server of %s".formatted(service.name()));
    }
    if (service.persistenceMillis() > 0 && keepsClients(state, leaves)) {
      return Optional.of(
          "the known clients of %s stay with their real servers here, as the site says"
              .formatted(service.name()));
    }
    return Optional.empty();
  }

  /** Whether the site sets the parameter that decides it to another value. */
  private static boolean keepsClients(HostState state, Resource leaves) {
    return state.resources().stream()
        .anyMatch(each -> each.id().equals(leaves.id()) && !each.equals(leaves));
  }

  /** The other director, as a member of a service that is passed on. */
  Optional<Member> member(VirtualServiceSpec service) {
    return Optional.ofNullable(ways.get(service.address()))
        .map(way -> Member.director(way, service.port(), stage == Stage.NEW_CONNECTIONS ? 1 : 0));
  }
}

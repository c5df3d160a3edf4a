package org.hactl.control.failover;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hactl.api.AddressView;
import org.hactl.api.HostStatus;
import org.hactl.api.HostStatus.RouterView;
import org.hactl.api.RealServerView.Health;
import org.hactl.api.ServiceView;

/**
 * What keeps a director from taking one virtual router from its master as well as the master serves
 * it. A real server that a director's checks reach is in its neighbour table, so its first packet
 * does not wait. Pure.
 */
record Readiness(
    String router, String master, HostStatus ofMaster, String target, HostStatus ofTarget) {
  /** The reason of a director that stands by; one that handed over by hand has a detail. */
  private static final String STANDS_BY = "operator";

  List<Objection> objections() {
    Optional<RouterView> theirs = Preflight.view(ofTarget, router);
    Optional<RouterView> ours = Preflight.view(ofMaster, router);
    if (theirs.isEmpty()) {
      return List.of(Objection.hard("%s has no virtual router %s".formatted(target, router)));
    }
    if (ours.isEmpty() || !ours.get().leads()) {
      return List.of(
          Objection.hard(
              "%s is not master of %s, which is in the same sync group".formatted(master, router)));
    }
    RouterView view = theirs.get();
    if (!view.state().equals("BACKUP") || view.reason().equals(STANDS_BY)) {
      return List.of(
          Objection.hard(
              "%s cannot take %s: it is %s (%s)"
                  .formatted(target, router, view.state(), view.reason())));
    }
    List<Objection> found = new ArrayList<>(services(ours.get()));
    String hears = view.masterAddress();
    if (hears == null) {
      found.addFirst(Objection.soft("%s hears no master of %s".formatted(target, router)));
    } else if (!has(ofMaster, hears)) {
      found.addFirst(
          Objection.soft(
              "%s hears %s as master of %s, which is not an address of %s"
                  .formatted(target, hears, router, master)));
    }
    return found;
  }

  private static boolean has(HostStatus status, String address) {
    List<AddressView> all = status.addresses();
    String plain = address.contains("%") ? address.substring(0, address.indexOf('%')) : address;
    return all == null || all.stream().anyMatch(each -> each.address().equals(plain));
  }

  private List<Objection> services(RouterView held) {
    List<Objection> found = new ArrayList<>();
    for (ServiceView service : ofMaster.services()) {
      if (held.addresses().stream().noneMatch(service::isAt)) {
        continue;
      }
      Optional<ServiceView> theirs =
          ofTarget.services().stream()
              .filter(each -> each.address().equals(service.address()))
              .findFirst();
      long wanted = healthy(service);
      if (theirs.isEmpty()) {
        found.add(Objection.soft("%s has no service %s".formatted(target, service.name())));
      } else if (healthy(theirs.get()) < wanted) {
        found.add(
            Objection.soft(
                "%s sees %d healthy real servers of %s, %s sees %d"
                    .formatted(target, healthy(theirs.get()), service.name(), master, wanted)));
      }
    }
    return found.stream().distinct().toList();
  }

  private static long healthy(ServiceView service) {
    return service.realServers().stream()
        .filter(each -> each.health() == Health.HEALTHY || each.health() == Health.UNCHECKED)
        .count();
  }
}

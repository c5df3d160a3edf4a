package org.hactl.site.check;

import java.util.Optional;
import org.hactl.site.model.Director;
import org.hactl.site.model.Holding;
import org.hactl.site.model.Vmac;
import org.hactl.site.resolve.RouterResources;

/** Checks all that belongs to a role: resources, accept mode, the router's own interface. */
final class HoldingChecks {
  private final RouterFindings found;

  HoldingChecks(RouterFindings found) {
    this.found = found;
  }

  void check(Director director) {
    Holding holding = found.settings().holding();
    if (holding.all().findAny().isEmpty()
        && holding.routes().isEmpty()
        && holding.rules().isEmpty()) {
      found.warning(
          "addresses",
          "the router holds no address, route or rule, so its role matters only to commands and trackers");
    }
    if (holding.accept().equals(Optional.of(false)) && holding.all().findAny().isEmpty()) {
      found.error("accept", "the router has no VIP to filter; leave accept out");
    }
    holding.vmac().ifPresent(vmac -> vmac(vmac, director));
  }

  private void vmac(Vmac vmac, Director director) {
    Optional<Boolean> base = vmac.transmitBase();
    if (found.settings().transport().unicast().isPresent()
        && base.filter(wanted -> !wanted).isPresent()) {
      found.error(
          "use_vmac",
          "unicast advertisements leave by the interface below, which has the source address; leave transmit_base out");
    }
    String name = RouterResources.vipInterface(director);
    if (name.equals(director.interfaceName())) {
      found.error(
          "use_vmac",
          name + " is the interface below, where the router advertises; choose another name");
    }
  }
}

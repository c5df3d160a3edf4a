package org.hactl.site.check;

import java.util.Optional;
import org.hactl.site.model.Director;
import org.hactl.site.model.Holding;
import org.hactl.site.model.Vmac;
import org.hactl.site.resolve.RouterResources;

/** What else a virtual router holds: its own interface, accept mode, anything at all. */
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
          "addresses", "it holds nothing, so its role matters to commands and trackers only");
    }
    if (holding.accept().equals(Optional.of(false)) && holding.all().findAny().isEmpty()) {
      found.error("accept", "there is no VIP to filter; leave it out");
    }
    holding.vmac().ifPresent(vmac -> vmac(vmac, director));
  }

  private void vmac(Vmac vmac, Director director) {
    Optional<Boolean> base = vmac.transmitBase();
    if (found.settings().travel().unicast().isPresent()
        && base.filter(wanted -> !wanted).isPresent()) {
      found.error(
          "use_vmac",
          "unicast leaves by the interface below, which has the source address; leave transmit_base"
              + " out");
    }
    String name = RouterResources.vipInterface(director);
    if (name.equals(director.interfaceName())) {
      found.error(
          "use_vmac", name + " is the router's interface itself; its own needs another name");
    }
  }
}

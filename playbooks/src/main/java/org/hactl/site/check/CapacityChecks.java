package org.hactl.site.check;

import java.util.List;
import org.hactl.host.CapacitySpec;
import org.hactl.host.Quorum;
import org.hactl.site.model.RealServer;
import org.hactl.site.model.VirtualService;

/**
 * Checks that a service can have what it needs of its real servers.
 *
 * @param complete whether no real server is missing because of another error
 */
record CapacityChecks(Findings findings, boolean complete) {
  void check(VirtualService service) {
    CapacitySpec capacity = service.settings().capacity();
    if (capacity != null && capacity.quorum() != null) {
      quorum(service, capacity.quorum());
    }
  }

  private void quorum(VirtualService service, Quorum quorum) {
    List<Integer> weights = service.realServers().stream().map(RealServer::weight).toList();
    int all = weights.stream().mapToInt(quorum::of).sum();
    if (all < quorum.reachedAt() && complete) {
      findings.error(
          service.origin().at("quorum"),
          "services.%s.quorum: all %d real servers together have %s %d, so %d is never reached"
              .formatted(
                  service.name(),
                  weights.size(),
                  quorum.by() == Quorum.By.WEIGHT ? "weight" : "count",
                  all,
                  quorum.reachedAt()));
    }
  }
}

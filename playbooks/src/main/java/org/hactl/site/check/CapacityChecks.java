package org.hactl.site.check;

import java.net.InetAddress;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.hactl.host.CapacitySpec.AllDown;
import org.hactl.host.Quorum;
import org.hactl.host.SlowStart;
import org.hactl.host.VirtualServiceSpec.ForwardMethod;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.InetAddresses;
import org.hactl.site.model.RealServer;
import org.hactl.site.model.Scheduler;
import org.hactl.site.model.ServiceAddress;
import org.hactl.site.model.ServiceCapacity;
import org.hactl.site.model.SorrySettings;
import org.hactl.site.model.VirtualService;

/**
 * Checks that a service can have what it needs of its real servers, and that its sorry server can
 * serve.
 *
 * @param complete whether no real server is missing because of another error
 */
record CapacityChecks(Findings findings, boolean complete) {
  /**
   * They read no weight but 0, or the greatest weight, or the weight as a number of connections
   * (ip_vs_rr.c, ip_vs_lc.c, ip_vs_dh.c, ip_vs_fo.c, ip_vs_ovf.c).
   */
  private static final Set<Scheduler> NO_SHARES =
      EnumSet.of(Scheduler.RR, Scheduler.LC, Scheduler.DH, Scheduler.FO, Scheduler.OVF);

  void check(VirtualService service) {
    ServiceCapacity capacity = service.settings().capacity();
    if (capacity == null) {
      return;
    }
    if (capacity.quorum() != null) {
      quorum(service, capacity.quorum());
    }
    if (capacity.sorry() != null) {
      sorry(service, capacity.sorry());
    }
    if (capacity.slowStart() != null) {
      slowStart(service);
    }
    if (capacity.allDown() == AllDown.KEEP) {
      keep(service);
    }
  }

  private void quorum(VirtualService service, Quorum quorum) {
    List<Integer> weights = service.realServers().stream().map(RealServer::weight).toList();
    int all = weights.stream().mapToInt(quorum::of).sum();
    if (all < quorum.reachedAt() && complete) {
      error(
          service,
          "quorum",
          "all %d real servers together have %s %d, so %d is never reached"
              .formatted(
                  weights.size(),
                  quorum.by() == Quorum.By.WEIGHT ? "weight" : "count",
                  all,
                  quorum.reachedAt()));
    }
  }

  private void sorry(VirtualService service, SorrySettings sorry) {
    InetAddress address = sorry.address().address();
    String text = InetAddresses.format(address);
    ForwardMethod forward = sorry.forward().orElse(service.settings().forward());
    String method = forward.name().toLowerCase(Locale.ROOT);
    List<InetAddress> vips =
        service.addresses().stream().map(ServiceAddress::address).distinct().toList();
    if (vips.contains(address)) {
      sorryError(service, "has the address of the virtual service");
    } else if (vips.stream().anyMatch(vip -> Family.of(address) != Family.of(vip))) {
      sorryError(service, "is not of the address family of the virtual service");
    }
    service.realServers().stream()
        .filter(each -> each.address().equals(address) && each.port() == sorry.address().port())
        .findFirst()
        .ifPresent(each -> sorryError(service, "is the real server " + each.host()));
    if (forward != ForwardMethod.NAT) {
      service.addresses().stream()
          .map(ServiceAddress::port)
          .filter(port -> port != sorry.address().port())
          .findFirst()
          .ifPresent(port ->
              sorryError(
                  service,
                  "has port %d, but forward %s cannot change the service's port %d; let it listen on that port, or use forward: nat"
                      .formatted(sorry.address().port(), method, port)));
    }
    if (address.isLoopbackAddress()) {
      if (forward != ForwardMethod.DR) {
        // ip_vs_nat_xmit (ip_vs_xmit.c) stops packets from outside to a loopback address.
        sorryError(
            service,
            "is this director itself, which the kernel reaches with forward: dr alone; it has to"
                + " listen on the VIP or on all addresses");
      }
    } else if (forward != ForwardMethod.NAT) {
      findings.warning(
          service.origin().at("sorry_server"),
          "services.%s.sorry_server: forward %s needs %s on the loopback of %s without an answer to ARP, which hactl does not do there"
              .formatted(
                  service.name(),
                  method,
                  vips.stream().map(InetAddresses::format).collect(Collectors.joining(", ")),
                  text));
    }
  }

  private void slowStart(VirtualService service) {
    Scheduler scheduler = service.settings().scheduler();
    if (NO_SHARES.contains(scheduler)) {
      error(
          service,
          "slow_start",
          "scheduler %s does not share connections by weight; use for example wlc or wrr"
              .formatted(scheduler.word()));
    }
    List<Integer> weights = service.realServers().stream().map(RealServer::weight).toList();
    int most = weights.stream().mapToInt(Integer::intValue).max().orElse(0);
    int factor = SlowStart.factorOf(weights);
    if ((long) most * factor > SlowStart.MAX_KERNEL_WEIGHT) {
      error(
          service,
          "slow_start",
          "the weights are multiplied by %d in IPVS so that the smallest can grow in steps, and %d is too great for that; let the smallest weight be 20 or more, or the greatest %d or less"
              .formatted(factor, most, SlowStart.MAX_KERNEL_WEIGHT / factor));
    }
  }

  private void keep(VirtualService service) {
    findings.warning(
        service.origin().at("all_down"),
        "services.%s.all_down: keep leaves all real servers in service when every one of them fails its check"
            .formatted(service.name()));
  }

  private void sorryError(VirtualService service, String message) {
    error(service, "sorry_server", message);
  }

  private void error(VirtualService service, String key, String message) {
    findings.error(
        service.origin().at(key), "services." + service.name() + "." + key + ": " + message);
  }
}

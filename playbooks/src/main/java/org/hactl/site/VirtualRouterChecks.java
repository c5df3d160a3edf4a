package org.hactl.site;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hactl.host.Secret;

/** What can be wrong in one virtual router, and between two of them. */
final class VirtualRouterChecks {
  private static final int PASSWORD_BYTES = 8;
  private static final int OWNER = 255;
  private static final Duration CENTISECOND = Duration.ofMillis(10);

  private final Findings findings;

  VirtualRouterChecks(Findings findings) {
    this.findings = findings;
  }

  void check(List<VirtualRouter> routers, Map<String, Ipv4> hostAddresses) {
    for (VirtualRouter router : routers) {
      timers(router);
      authentication(router);
      priorities(router);
      addresses(router, hostAddresses);
    }
    for (int i = 0; i < routers.size(); i++) {
      for (int j = 0; j < i; j++) {
        pair(routers.get(i), routers.get(j));
      }
    }
  }

  private void timers(VirtualRouter router) {
    Duration interval = router.advertInterval();
    boolean valid =
        router.version() == 2
            ? isMultiple(interval, Duration.ofSeconds(1), 255)
            : isMultiple(interval, CENTISECOND, 4095);
    if (!valid) {
      error(
          router,
          "advert_interval",
          router.version() == 2
              ? "in VRRP version 2 it is whole seconds, 1s to 255s (RFC 3768); version: 3 goes down"
                  + " to 10ms"
              : "in VRRP version 3 it is 10ms to 40950ms in steps of 10ms (RFC 5798)");
    }
    if (!router.preempt() && router.origin().has("preempt_delay")) {
      error(router, "preempt_delay", "has no meaning with preempt: false; leave one of them out");
    }
  }

  private void authentication(VirtualRouter router) {
    Secret password = router.password();
    if (password == null) {
      return;
    }
    if (router.version() == 3) {
      error(
          router,
          "authentication",
          "VRRP version 3 has none (RFC 5798); use version: 2, or leave it out");
    }
    int bytes = password.value().getBytes(StandardCharsets.UTF_8).length;
    if (bytes == 0) {
      error(router, "authentication.password", "is empty; VRRP takes 1 to 8 characters");
    } else if (bytes > PASSWORD_BYTES) {
      error(
          router,
          "authentication.password",
          "has %d bytes, VRRP sends 8; make it 1 to 8 characters, the same on all directors"
              .formatted(bytes));
    }
  }

  private void priorities(VirtualRouter router) {
    Map<Integer, String> taken = new HashMap<>();
    for (Director director : router.directors()) {
      String path = "vrrp.%s.directors.%s: ".formatted(router.name(), director.host());
      String other = taken.putIfAbsent(director.priority(), director.host());
      if (other != null) {
        findings.error(
            director.at(),
            path
                + "%s has priority %d too; give each director its own, so that it is plain who becomes master"
                    .formatted(other, director.priority()));
      }
      if (director.priority() == OWNER) {
        findings.warning(
            director.at(),
            path
                + "priority 255 says that the host owns the VIP as its own address: it takes over"
                + " at once and never yields; 1 to 254 is almost always meant");
      }
    }
  }

  private void addresses(VirtualRouter router, Map<String, Ipv4> hostAddresses) {
    String path = "vrrp.%s.addresses: ".formatted(router.name());
    Set<Ipv4> seen = new HashSet<>();
    for (HeldAddress held : router.addresses()) {
      Ipv4 address = held.cidr().address();
      if (!address.isHostAddress()) {
        findings.error(held.at(), path + address + " is no address that a host can have");
      }
      if (!seen.add(address)) {
        findings.error(held.at(), path + address + " stands here twice");
      }
      hostAddresses.forEach((host, own) -> {
        if (own.equals(address)) {
          findings.error(
              held.at(),
              path
                  + "%s is %s's own address in the inventory; a VIP is an address that no host has"
                      .formatted(address, host));
        }
      });
    }
  }

  private void pair(VirtualRouter router, VirtualRouter earlier) {
    if (router.virtualRouterId() == earlier.virtualRouterId() && Segments.meet(router, earlier)) {
      error(
          router,
          "virtual_router_id",
          "VRID %d is taken by %s (line %d) on the same segment; each virtual router there needs its own"
              .formatted(
                  router.virtualRouterId(),
                  earlier.name(),
                  earlier.origin().at("virtual_router_id").line()));
    }
    for (HeldAddress held : router.addresses()) {
      for (HeldAddress other : earlier.addresses()) {
        if (held.cidr().address().equals(other.cidr().address())) {
          findings.error(
              held.at(),
              "vrrp.%s.addresses: %s is held by %s too (line %d); an address belongs to one virtual router"
                  .formatted(
                      router.name(), held.cidr().address(), earlier.name(), other.at().line()));
        }
      }
    }
  }

  private void error(VirtualRouter router, String key, String message) {
    findings.error(router.origin().at(key), "vrrp." + router.name() + "." + key + ": " + message);
  }

  private static boolean isMultiple(Duration value, Duration unit, int most) {
    long count = value.dividedBy(unit);
    return count >= 1 && count <= most && unit.multipliedBy(count).equals(value);
  }
}

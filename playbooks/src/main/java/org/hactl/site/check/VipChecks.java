package org.hactl.site.check;

import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hactl.linux.net.Family;
import org.hactl.site.model.Director;
import org.hactl.site.model.HeldAddress;
import org.hactl.site.model.Holding;
import org.hactl.site.model.RouterSettings;
import org.hactl.site.model.SiteAddresses;
import org.hactl.site.resolve.RouterResources;

/** Checks the VIPs of one virtual router. */
final class VipChecks {
  /** The address count is one byte (RFC 9568 section 5.2.5). */
  private static final int MAX_ADDRESSES = 255;

  private static final String ADVERTISED = "addresses";
  private static final String AUTOJOIN = "autojoin";
  private static final int ETHERNET_MTU = 1500;
  private static final int INET_HEADER = 20;
  private static final int INET6_HEADER = 40;
  private static final int VRRP_HEADER = 8;
  private static final int AUTHENTICATION_DATA = 8;
  private static final int AH_HEADER = 24;

  private final RouterFindings found;
  private final RouterSettings settings;
  private final Map<String, InetAddress> hostAddresses;

  VipChecks(RouterFindings found, Map<String, InetAddress> hostAddresses) {
    this.found = found;
    this.settings = found.settings();
    this.hostAddresses = hostAddresses;
  }

  void check(Director director) {
    resources(director);
    Holding holding = settings.holding();
    Set<InetAddress> seen = new HashSet<>();
    holding.addresses().forEach(held -> one(ADVERTISED, held, seen));
    holding.excluded().forEach(held -> one("excluded_addresses", held, seen));
    for (HeldAddress held : holding.addresses()) {
      if (held.prefix().family() != settings.protocol().family()) {
        error(
            ADVERTISED,
            held,
            "%s is not %s, and a virtual router advertises only one family; put it under excluded_addresses"
                .formatted(held.text(), SiteAddresses.say(settings.protocol().family())));
      }
    }
    count(holding.addresses());
  }

  /** Reports options of a VIP that contradict each other. */
  private void resources(Director director) {
    String vipInterface = RouterResources.vipInterface(director);
    settings.holding().addresses().forEach(held -> resource(ADVERTISED, held, vipInterface));
    settings
        .holding()
        .excluded()
        .forEach(held -> resource("excluded_addresses", held, vipInterface));
  }

  private void resource(String key, HeldAddress held, String interfaceName) {
    try {
      held.on(interfaceName);
    } catch (IllegalArgumentException e) {
      error(key, held, String.valueOf(e.getMessage()));
    }
  }

  private void one(String key, HeldAddress held, Set<InetAddress> seen) {
    boolean joined = held.options().flags().contains(AUTOJOIN);
    if (joined && !held.address().isMulticastAddress()) {
      error(
          key,
          held,
          "autojoin is for multicast addresses, and %s is not one".formatted(held.text()));
    } else if (joined && key.equals(ADVERTISED)) {
      error(
          key,
          held,
          held.text()
              + " is a multicast address, which cannot be advertised; put it under excluded_addresses");
    } else if (!joined && !SiteAddresses.isHostAddress(held.address())) {
      error(key, held, held.text() + " cannot be the address of a host");
    }
    if (!seen.add(held.address())) {
      error(key, held, held.text() + " is listed twice");
    }
    hostAddresses.forEach((host, own) -> {
      if (own.equals(held.address())) {
        error(
            key,
            held,
            "%s is the address of %s in the inventory; a VIP must not be the address of a host"
                .formatted(held.text(), host));
      }
    });
  }

  private void count(List<HeldAddress> addresses) {
    int most = Math.min(MAX_ADDRESSES, room() / settings.protocol().family().addressBytes());
    if (addresses.size() > most) {
      error(
          ADVERTISED,
          addresses.get(most),
          "%d addresses do not fit into one advertisement; it takes %d in a packet of %d bytes, so move the rest to excluded_addresses"
              .formatted(addresses.size(), most, ETHERNET_MTU));
    }
  }

  private int room() {
    if (settings.protocol().family() == Family.INET6) {
      return ETHERNET_MTU - INET6_HEADER - VRRP_HEADER;
    }
    int inet = ETHERNET_MTU - INET_HEADER - VRRP_HEADER;
    return settings.protocol().version() == 2 ? inet - AUTHENTICATION_DATA - AH_HEADER : inet;
  }

  private void error(String key, HeldAddress held, String message) {
    found.findings().error(held.at(), "vrrp.%s.%s: %s".formatted(found.name(), key, message));
  }
}

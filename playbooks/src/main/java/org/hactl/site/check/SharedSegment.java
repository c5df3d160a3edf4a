package org.hactl.site.check;

import org.hactl.site.model.Director;
import org.hactl.site.model.SiteAddresses;
import org.hactl.site.model.SiteRouter;

/**
 * Estimates whether two virtual routers hear each other: if they share a host, whether it uses one
 * interface for both; otherwise, whether they have VIPs in one network. The network of a VIP is
 * that of its prefix, or /24 (IPv6: /64) without one.
 */
final class SharedSegment {
  private SharedSegment() {}

  static boolean between(SiteRouter a, SiteRouter b) {
    boolean sharedHost = false;
    for (Director one : a.directors()) {
      for (Director other : b.directors()) {
        if (one.host().equals(other.host())) {
          sharedHost = true;
          if (one.interfaceName().equals(other.interfaceName())) {
            return true;
          }
        }
      }
    }
    return !sharedHost && shareNetwork(a, b);
  }

  private static boolean shareNetwork(SiteRouter a, SiteRouter b) {
    return a.addresses().stream()
        .anyMatch(one ->
            b.addresses().stream()
                .anyMatch(other -> SiteAddresses.inOneNetwork(one.prefix(), other.prefix())));
  }
}

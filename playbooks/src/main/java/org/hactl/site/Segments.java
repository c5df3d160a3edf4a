package org.hactl.site;

/**
 * Tells whether two virtual routers hear each other, as far as a site can tell: a host of both uses
 * one interface for both; or, where they share no host, they have VIPs in one network. A VIP's
 * network is the one of its prefix, or /24 (IPv6: /64) where it has none.
 */
final class Segments {
  private Segments() {}

  static boolean meet(VirtualRouter a, VirtualRouter b) {
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

  private static boolean shareNetwork(VirtualRouter a, VirtualRouter b) {
    return a.addresses().stream()
        .anyMatch(one ->
            b.addresses().stream()
                .anyMatch(other -> Addresses.inOneNetwork(one.prefix(), other.prefix())));
  }
}

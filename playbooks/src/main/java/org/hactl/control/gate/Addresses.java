package org.hactl.control.gate;

import java.net.InetAddress;
import java.util.List;
import org.hactl.api.AddressView;
import org.hactl.api.HostStatus;

/** Whether a host has an address, whatever the form in which the address is written. */
final class Addresses {
  private Addresses() {}

  /** Whether the host tells its addresses. */
  static boolean isKnown(HostStatus status) {
    List<AddressView> addresses = status.addresses();
    return addresses != null && !addresses.isEmpty();
  }

  static boolean has(HostStatus status, String address) {
    List<AddressView> addresses = status.addresses();
    return addresses != null
        && addresses.stream().anyMatch(each -> parse(each.address()).equals(parse(address)));
  }

  /** The scope of a link-local address ({@code %eth0}) means something on one host only. */
  private static InetAddress parse(String address) {
    int scope = address.indexOf('%');
    return InetAddress.ofLiteral(scope < 0 ? address : address.substring(0, scope));
  }
}

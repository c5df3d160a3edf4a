package org.hactl.vrrp.protocol;

import java.net.InetAddress;
import java.util.Arrays;

/**
 * Compares addresses as unsigned numbers. If two priorities are equal, the router with the higher
 * address wins.
 */
public final class InetAddressOrder {
  private InetAddressOrder() {}

  public static int compare(InetAddress one, InetAddress other) {
    return Arrays.compareUnsigned(one.getAddress(), other.getAddress());
  }
}

package org.hactl.vrrp;

import java.net.InetAddress;
import java.util.Arrays;

/** Addresses as numbers, unsigned: of two equal priorities the higher one wins. */
final class InetAddressOrder {
  private InetAddressOrder() {}

  static int compare(InetAddress one, InetAddress other) {
    return Arrays.compareUnsigned(one.getAddress(), other.getAddress());
  }
}

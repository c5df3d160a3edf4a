package org.hactl.vrrp.protocol;

import java.net.InetAddress;
import java.util.Arrays;

/** Addresses as numbers, unsigned: of two equal priorities the higher one wins. */
public final class InetAddressOrder {
  private InetAddressOrder() {}

  public static int compare(InetAddress one, InetAddress other) {
    return Arrays.compareUnsigned(one.getAddress(), other.getAddress());
  }
}

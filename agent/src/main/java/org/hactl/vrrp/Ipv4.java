package org.hactl.vrrp;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * IPv4 addresses as big-endian ints, which cost nothing to compare; 0 stands for none. As addresses
 * they are ordered unsigned.
 */
final class Ipv4 {
  static final int NONE = 0;

  private Ipv4() {}

  static int toInt(Inet4Address address) {
    byte[] bytes = address.getAddress();
    return (bytes[0] & 0xff) << 24
        | (bytes[1] & 0xff) << 16
        | (bytes[2] & 0xff) << 8
        | (bytes[3] & 0xff);
  }

  static int[] toInts(List<InetAddress> addresses) {
    return addresses.stream().mapToInt(each -> toInt((Inet4Address) each)).toArray();
  }

  static @Nullable Inet4Address toAddress(int address) {
    if (address == NONE) {
      return null;
    }
    byte[] bytes = {
      (byte) (address >> 24), (byte) (address >> 16), (byte) (address >> 8), (byte) address
    };
    try {
      return (Inet4Address) InetAddress.getByAddress(bytes);
    } catch (UnknownHostException impossible) {
      throw new AssertionError("four bytes are always an IPv4 address", impossible);
    }
  }
}

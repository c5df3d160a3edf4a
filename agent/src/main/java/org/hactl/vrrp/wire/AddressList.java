package org.hactl.vrrp.wire;

import static org.hactl.vrrp.wire.VrrpWire.ADDRESSES;
import static org.hactl.vrrp.wire.VrrpWire.ADDRESS_COUNT;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.hactl.linux.net.Family;

/** Compares the virtual addresses of a router with the addresses of a message in any order. */
final class AddressList {
  private final byte[][] addresses;
  private final int width;

  AddressList(List<InetAddress> addresses, Family family) {
    this.addresses = addresses.stream().map(InetAddress::getAddress).toArray(byte[][]::new);
    this.width = family.addressBytes();
  }

  /** Whether the message that begins at {@code start} has the same addresses. */
  boolean isSame(ByteBuffer packet, int start) {
    int count = packet.get(start + ADDRESS_COUNT) & 0xff;
    if (count != addresses.length) {
      return false;
    }
    for (int index = 0; index < count; index++) {
      if (!isAt(packet, start + ADDRESSES + index * width, addresses[index])) {
        return isSameInAnotherOrder(packet, start);
      }
    }
    return true;
  }

  private static boolean isAt(ByteBuffer packet, int at, byte[] address) {
    for (int index = 0; index < address.length; index++) {
      if (packet.get(at + index) != address[index]) {
        return false;
      }
    }
    return true;
  }

  private boolean isSameInAnotherOrder(ByteBuffer packet, int start) {
    byte[][] found = new byte[addresses.length][width];
    for (int index = 0; index < found.length; index++) {
      packet.get(start + ADDRESSES + index * width, found[index]);
    }
    return Arrays.deepEquals(sorted(found), sorted(addresses.clone()));
  }

  private static byte[][] sorted(byte[][] values) {
    Arrays.sort(values, Arrays::compareUnsigned);
    return values;
  }
}

package org.hactl.linux.kernel;

import org.hactl.linux.net.MacAddress;
import org.jspecify.annotations.Nullable;

/**
 * A network interface.
 *
 * @param flags {@code IFF_*} bits, netdevice(7)
 * @param mac {@link MacAddress#NONE} for a link without Ethernet addresses
 * @param parentIndex the index of the link below this one; 0 for none
 * @param kind its kind; null for hardware such as a network card
 */
public record Link(
    int index,
    String name,
    int flags,
    MacAddress mac,
    int mtu,
    int parentIndex,
    @Nullable LinkKind kind) {
  /** The name of the loopback interface; the kernel makes it in every network namespace. */
  public static final String LOOPBACK = "lo";

  public static final int IFF_UP = 0x1;
  public static final int IFF_BROADCAST = 0x2;
  public static final int IFF_LOOPBACK = 0x8;
  public static final int IFF_RUNNING = 0x40;
  public static final int IFF_MULTICAST = 0x1000;

  /** A link with no other link below it. */
  public Link(int index, String name, int flags, MacAddress mac, int mtu) {
    this(index, name, flags, mac, mtu, 0, null);
  }

  public Link withFlags(int changed) {
    return new Link(index, name, changed, mac, mtu, parentIndex, kind);
  }

  public Link withMac(MacAddress changed) {
    return new Link(index, name, flags, changed, mtu, parentIndex, kind);
  }

  /** Whether it is switched on. */
  public boolean up() {
    return (flags & IFF_UP) != 0;
  }

  /** Whether it can carry packets: switched on, with a carrier. */
  public boolean running() {
    return up() && (flags & IFF_RUNNING) != 0;
  }

  public boolean loopback() {
    return (flags & IFF_LOOPBACK) != 0;
  }
}

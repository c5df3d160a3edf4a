package org.hactl.linux;

/**
 * A network interface.
 *
 * @param flags {@code IFF_*} bits, netdevice(7)
 * @param mac {@link MacAddress#NONE} where the link knows no Ethernet addresses
 */
public record Link(int index, String name, int flags, MacAddress mac, int mtu) {
  public static final int IFF_UP = 0x1;
  public static final int IFF_BROADCAST = 0x2;
  public static final int IFF_LOOPBACK = 0x8;
  public static final int IFF_RUNNING = 0x40;
  public static final int IFF_MULTICAST = 0x1000;
  public static final int IFF_LOWER_UP = 0x10000;

  /** Whether somebody switched it on. */
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

package org.hactl.vrrp.model;

import org.hactl.linux.net.Family;

/** The protocol's version: RFC 3768 (2) or RFC 5798 (3). */
public enum VrrpVersion {
  V2(2),
  V3(3);

  private final int number;

  VrrpVersion(int number) {
    this.number = number;
  }

  /** The number in the packet. */
  public int number() {
    return number;
  }

  /** The version of a router for which the site names none. */
  public static VrrpVersion defaultOf(Family family) {
    return switch (family) {
      case INET -> V2;
      case INET6 -> V3;
    };
  }

  /**
   * The version of that number.
   *
   * @throws IllegalArgumentException for anything but 2 and 3
   */
  public static VrrpVersion of(int number) {
    return switch (number) {
      case 2 -> V2;
      case 3 -> V3;
      default -> throw new IllegalArgumentException("VRRP version must be 2 or 3, not " + number);
    };
  }
}

package org.hactl.linux.kernel;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** {@code IFA_F_*}: flags of an interface's address. */
public enum AddressFlag {
  /** Not the first address of its network on the interface; for IPv6, temporary. */
  SECONDARY(0x01),
  /** Used without duplicate address detection (IPv6). */
  NODAD(0x02),
  OPTIMISTIC(0x04),
  /** Duplicate address detection found it on another host (IPv6). */
  DADFAILED(0x08),
  HOMEADDRESS(0x10),
  /** Its preferred lifetime is over: usable, but not chosen as a source. */
  DEPRECATED(0x20),
  /** Not usable yet: duplicate address detection is running (IPv6). */
  TENTATIVE(0x40),
  PERMANENT(0x80),
  MANAGETEMPADDR(0x100),
  /** The kernel adds no route to the address's network. */
  NOPREFIXROUTE(0x200),
  MCAUTOJOIN(0x400),
  STABLE_PRIVACY(0x800);

  private final int bit;

  AddressFlag(int bit) {
    this.bit = bit;
  }

  public static Set<AddressFlag> of(int bits) {
    EnumSet<AddressFlag> flags = EnumSet.noneOf(AddressFlag.class);
    for (AddressFlag flag : values()) {
      if ((bits & flag.bit) != 0) {
        flags.add(flag);
      }
    }
    return Collections.unmodifiableSet(flags);
  }

  public static int bits(Set<AddressFlag> flags) {
    return flags.stream().mapToInt(flag -> flag.bit).reduce(0, (a, b) -> a | b);
  }
}

package org.hactl.linux.kernel;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** {@code IFA_F_*}: what the kernel says, or is told, about an interface's address. */
public enum AddressFlag {
  /** Not the first address of its network on the interface; for IPv6, temporary. */
  SECONDARY(0x01),
  /** Used without first asking whether another host has it (IPv6). */
  NODAD(0x02),
  OPTIMISTIC(0x04),
  /** Another host has it (IPv6). */
  DADFAILED(0x08),
  HOMEADDRESS(0x10),
  /** Still answered, but not chosen as a source. */
  DEPRECATED(0x20),
  /** Not usable yet: duplicate address detection runs (IPv6). */
  TENTATIVE(0x40),
  PERMANENT(0x80),
  MANAGETEMPADDR(0x100),
  /** No route to the address's network is made. */
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

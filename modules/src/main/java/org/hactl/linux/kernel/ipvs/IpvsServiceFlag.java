package org.hactl.linux.kernel.ipvs;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * {@code IP_VS_SVC_F_*} that can be set. The meaning of a scheduler's flags depends on the
 * scheduler.
 */
public enum IpvsServiceFlag {
  /** Each datagram is scheduled on its own (UDP): ipvsadm's {@code --ops}. */
  ONE_PACKET(0x04),
  /** {@code sh-fallback}, {@code mh-fallback}. */
  SCHEDULER_1(0x08),
  /** {@code sh-port}, {@code mh-port}. */
  SCHEDULER_2(0x10),
  SCHEDULER_3(0x20);

  public static final int PERSISTENT = 0x01;

  private final int bit;

  IpvsServiceFlag(int bit) {
    this.bit = bit;
  }

  public static Set<IpvsServiceFlag> of(int bits) {
    EnumSet<IpvsServiceFlag> flags = EnumSet.noneOf(IpvsServiceFlag.class);
    for (IpvsServiceFlag flag : values()) {
      if ((bits & flag.bit) != 0) {
        flags.add(flag);
      }
    }
    return Collections.unmodifiableSet(flags);
  }

  public static int bits(Set<IpvsServiceFlag> flags) {
    return flags.stream().mapToInt(flag -> flag.bit).reduce(0, (a, b) -> a | b);
  }
}

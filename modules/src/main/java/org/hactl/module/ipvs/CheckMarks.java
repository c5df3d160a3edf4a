package org.hactl.module.ipvs;

import org.hactl.linux.kernel.ipvs.IpvsServiceKey;
import org.hactl.module.ResourceId;

/**
 * The firewall marks of the services with which hactl asks a VIP through one real server. No other
 * program has these, so that a service that a crash left is known.
 */
public final class CheckMarks {
  public static final int FIRST = 2_000_000;
  public static final int COUNT = 1_000_000;

  private CheckMarks() {}

  public static boolean contains(int mark) {
    return mark >= FIRST && mark - FIRST < COUNT;
  }

  /** Whether a resource is such a service. */
  public static boolean isOf(ResourceId id) {
    return id.kind().equals(IpvsResource.KIND) && isOf(IpvsResource.key(id));
  }

  static boolean isOf(IpvsServiceKey key) {
    return key instanceof IpvsServiceKey.FirewallMark marked && contains(marked.mark());
  }
}

package org.hactl.health.probe;

import java.net.InetAddress;
import org.hactl.host.CheckPath;
import org.jspecify.annotations.Nullable;

/** Whether this host can ask a VIP through one real server at this moment. */
@FunctionalInterface
public interface VipWays {
  /** Of a host that has none. */
  VipWays NONE = (_, _, _) -> "it has no IPVS for checks";

  /**
   * Why a try by this way would say nothing about the real server; null if it would say something.
   *
   * @param source an address of this host, from which the try asks
   */
  @Nullable String lack(CheckPath path, InetAddress vip, InetAddress source);
}

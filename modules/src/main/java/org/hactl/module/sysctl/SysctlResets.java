package org.hactl.module.sysctl;

import java.util.List;
import java.util.Set;
import org.hactl.linux.kernel.SysctlKey;

/**
 * Which parameters the kernel resets when another is written ({@code inet_forward_change}, {@code
 * addrconf_forward_change}, {@code addrconf_disable_ipv6}; Documentation/networking/ip-sysctl).
 */
final class SysctlResets {
  private static final Set<List<String>> INET_FORWARDING =
      Set.of(
          List.of("net", "ipv4", "ip_forward"),
          List.of("net", "ipv4", "conf", "all", "forwarding"));

  private SysctlResets() {}

  /** Whether a change of {@code written} resets {@code other}. */
  static boolean resets(SysctlKey written, SysctlKey other) {
    List<String> parts = other.parts();
    if (written.equals(other) || parts.size() != 5 || !parts.get(2).equals("conf")) {
      return false;
    }
    String name = parts.get(4);
    if (INET_FORWARDING.contains(written.parts())) {
      return parts.get(1).equals("ipv4")
          && (name.equals("forwarding")
              || (name.equals("accept_redirects") && parts.get(3).equals("all")));
    }
    return parts.get(1).equals("ipv6")
        && (name.equals("forwarding") || name.equals("disable_ipv6"))
        && written.parts().equals(List.of("net", "ipv6", "conf", "all", name));
  }
}

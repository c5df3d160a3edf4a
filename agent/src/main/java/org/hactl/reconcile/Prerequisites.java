package org.hactl.reconcile;

import java.util.List;
import java.util.regex.Pattern;
import org.hactl.module.Change;
import org.hactl.module.Resource;

/**
 * What has to be in place before a change may be made. Pure.
 *
 * <p>A VIP on a real server's loopback is harmless only while the host does not answer ARP for it:
 * without {@code arp_ignore} and {@code arp_announce} it would take the VIP away from the director.
 */
public final class Prerequisites {
  private static final Pattern ARP_SYSCTL =
      Pattern.compile("net[./]ipv4[./]conf[./][^./]+[./]arp_(ignore|announce)");

  private Prerequisites() {}

  /** Those of the wanted resources that this change relies on. */
  public static List<Resource> of(Change change, List<Resource> desired) {
    boolean loopbackAddress =
        change.desired() != null
            && change.id().kind().equals("address")
            && change.id().key().startsWith("lo ");
    if (!loopbackAddress) {
      return List.of();
    }
    return desired.stream()
        .filter(resource -> resource.id().kind().equals("sysctl"))
        .filter(resource -> ARP_SYSCTL.matcher(resource.id().key()).matches())
        .toList();
  }
}

package org.hactl.control.view;

import java.util.List;
import java.util.stream.Stream;
import org.hactl.api.AddressView;
import org.hactl.api.HostStatus;
import org.hactl.api.HostStatus.RouterView;

/** One director's part of a virtual router. */
public record Director(String host, HostStatus status, RouterView router) {
  private static final int OWNER_PRIORITY = 255;
  private static final long UNKNOWN_ADVERT_INTERVAL_MILLIS = 1_000;

  /** Three lost advertisements and the skew time (RFC 9568 section 6.1), as an upper bound. */
  private static final int ADVERTS_PER_DOWN_INTERVAL = 4;

  public boolean isMaster() {
    return router.leads();
  }

  /** Whether this director hears a master, which may be outside the inventory. */
  public boolean hearsMaster() {
    return router.state().equals("BACKUP") && router.masterAddress() != null;
  }

  /** Whether it received advertisements, which a router outside the inventory may have sent. */
  boolean heardAdvertisements() {
    return router.counters().getOrDefault("advertisements-received", 0L) > 0;
  }

  /** Whether the VIPs are the host's own addresses in every role. */
  boolean ownsAddresses() {
    return router.priority() == OWNER_PRIORITY;
  }

  /** How long it has been in its state, by its own clock. */
  long ageMillis() {
    return Math.max(0, status.nowMillis() - router.sinceMillis());
  }

  /** Whether its role is so new that another director may not have followed yet. */
  boolean isSettling() {
    Long interval = router.advertIntervalMillis();
    long down =
        ADVERTS_PER_DOWN_INTERVAL * (interval == null ? UNKNOWN_ADVERT_INTERVAL_MILLIS : interval);
    return status.nowMillis() > 0 && ageMillis() < 2 * down;
  }

  /** The host, its state and why it has it: {@code lvs1 is FAULT (interface-down)}. */
  public String state() {
    return "%s is %s (%s)".formatted(host, router.state(), router.reason());
  }

  /** The VIPs, advertised and excluded, that a master has on an interface other than lo. */
  public List<String> vips() {
    Stream<String> held =
        router.held().stream()
            .filter(each -> !each.endsWith(" dev lo"))
            .filter(each -> each.matches("[0-9a-fA-F.:]+/[0-9]+( dev .*)?"))
            .map(each -> each.substring(0, each.indexOf('/')));
    return held.distinct().toList();
  }

  /**
   * Whether the kernel has this address where it answers for it, so not on lo; also true if the
   * agent does not tell.
   */
  boolean mayHave(String address) {
    List<AddressView> addresses = status.addresses();
    return addresses == null || has(addresses, address);
  }

  /** Whether the agent tells that the kernel has this address, and not on lo alone. */
  public boolean has(String address) {
    List<AddressView> addresses = status.addresses();
    return addresses != null && has(addresses, address);
  }

  private static boolean has(List<AddressView> addresses, String address) {
    return addresses.stream()
        .filter(each -> !each.interfaceName().equals("lo"))
        .anyMatch(each -> each.address().equals(address));
  }
}

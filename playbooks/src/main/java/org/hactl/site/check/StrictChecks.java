package org.hactl.site.check;

import java.util.List;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.InetPrefix;
import org.hactl.site.model.Director;
import org.hactl.site.model.HeldAddress;
import org.hactl.site.model.RouterSettings;
import org.hactl.site.model.Vmac;
import org.hactl.vrrp.model.GratuitousArp;
import org.hactl.vrrp.model.ProtocolOptions;

/** Checks that a virtual router with {@code strict: true} conforms to the RFC. */
final class StrictChecks {
  private static final InetPrefix LINK_LOCAL = InetPrefix.parse("fe80::/10");
  private static final int RFC_DOWN_TIMER_ADVERTS = 3;

  private final RouterFindings found;

  StrictChecks(RouterFindings found) {
    this.found = found;
  }

  void check(Director director) {
    RouterSettings settings = found.settings();
    if (!settings.protocol().options().strict()) {
      return;
    }
    List<HeldAddress> addresses = settings.holding().addresses();
    if (addresses.isEmpty()) {
      refuse(
          "addresses", "a virtual router must have at least one address (RFC 9568 section 5.2.5)");
    } else if (settings.protocol().family() == Family.INET6
        && !LINK_LOCAL.contains(addresses.getFirst().address())) {
      refuse(
          "addresses",
          "the first IPv6 address must be link-local, fe80::… (RFC 9568 section 5.2.9)");
    }
    if (settings.transport().unicast().isPresent()) {
      refuse("unicast", "the RFCs define only multicast");
    }
    if (settings.protocol().authentication() != null) {
      refuse("authentication", "RFC 3768 section 5.3.6 removed authentication");
    }
    if (!settings.protocol().preemptDelay().isZero()) {
      refuse("preempt_delay", "the RFCs define no delay");
    }
    if (settings.protocol().options().answerLower() != (settings.protocol().version() == 3)) {
      refuse(
          ProtocolOptions.ANSWER_LOWER,
          settings.protocol().version() == 3
              ? "a master answers a lower priority (RFC 9568 section 6.4.3)"
              : "a master ignores a lower priority (RFC 3768 section 6.4.3)");
    }
    if (settings.protocol().options().tellHigher()) {
      refuse(
          ProtocolOptions.TELL_HIGHER,
          "a master gives way without another advertisement (RFC 9568 section 6.4.3)");
    }
    if (settings.protocol().options().downTimerAdverts() != RFC_DOWN_TIMER_ADVERTS) {
      refuse(
          ProtocolOptions.DOWN_TIMER_ADVERTS,
          "a backup waits for three advertisements (RFC 9568 section 6.1)");
    }
    if (found.has(GratuitousArp.KEY) && repeats(settings.gratuitousArp())) {
      refuse(
          GratuitousArp.KEY,
          "a new master announces each address once (section 6.4.2); leave it out, or write {repeat: 1, delay: 0s, refresh: 0s}");
    }
    if (settings.holding().vmac().flatMap(Vmac::transmitBase).orElse(false)) {
      refuse(
          "use_vmac",
          "the sender has the virtual MAC address (RFC 9568 section 7.2); leave transmit_base out");
    }
    if (director.priority() != Director.OWNER_PRIORITY
        && settings.holding().accept().orElse(false)) {
      refuse("accept", "only the owner (priority 255) answers at the address (section 6.4.3)");
    }
  }

  private static boolean repeats(GratuitousArp announced) {
    return announced.repeat() > 1
        || announced.delay().isPositive()
        || announced.refresh().isPositive()
        || announced.lowerRepeat() > 1
        || announced.lowerDelay().isPositive()
        || !announced.extraInterfaces().isEmpty();
  }

  private void refuse(String key, String rule) {
    found.error(key, "not allowed with strict: true, because " + rule);
  }
}

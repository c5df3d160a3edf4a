package org.hactl.site.check;

import java.util.List;
import org.hactl.host.VirtualRouterSpec.GratuitousArp;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.InetPrefix;
import org.hactl.site.model.Director;
import org.hactl.site.model.HeldAddress;
import org.hactl.site.model.RouterSettings;
import org.hactl.site.model.Vmac;

/** What contradicts {@code strict: true}. */
final class StrictChecks {
  private static final InetPrefix LINK_LOCAL = InetPrefix.parse("fe80::/10");
  private static final int MISSED = 3;

  private final RouterFindings found;

  StrictChecks(RouterFindings found) {
    this.found = found;
  }

  void check(Director director) {
    RouterSettings settings = found.settings();
    if (!settings.conduct().strict()) {
      return;
    }
    List<HeldAddress> addresses = settings.holding().addresses();
    if (addresses.isEmpty()) {
      refuse("addresses", "a virtual router has at least one address (RFC 9568 section 5.2.5)");
    } else if (settings.family() == Family.INET6
        && !LINK_LOCAL.contains(addresses.getFirst().address())) {
      refuse(
          "addresses",
          "the first IPv6 address is the link-local one, fe80::… (RFC 9568 section 5.2.9)");
    }
    if (settings.travel().unicast().isPresent()) {
      refuse("unicast", "the RFCs know multicast alone");
    }
    if (settings.authentication() != null) {
      refuse("authentication", "RFC 3768 section 5.3.6 has removed it");
    }
    if (!settings.preemptDelay().isZero()) {
      refuse("preempt_delay", "the RFCs know none");
    }
    if (settings.conduct().answerLower() != (settings.version() == 3)) {
      refuse(
          "answer_lower_priority",
          settings.version() == 3
              ? "a lower priority is answered (RFC 9568 section 6.4.3)"
              : "a lower priority is ignored (RFC 3768 section 6.4.3)");
    }
    if (settings.conduct().tellHigher()) {
      refuse("tell_higher_priority", "a master makes way in silence (RFC 9568 section 6.4.3)");
    }
    if (settings.conduct().downTimerAdverts() != MISSED) {
      refuse("down_timer_adverts", "three advertisements are missed (RFC 9568 section 6.1)");
    }
    if (found.has("gratuitous_arp") && repeats(settings.gratuitousArp())) {
      refuse(
          "gratuitous_arp",
          "each address is announced once, by a new master (section 6.4.2), so leave it out or say"
              + " {repeat: 1, delay: 0s, refresh: 0s}");
    }
    if (settings.holding().vmac().flatMap(Vmac::transmitBase).orElse(false)) {
      refuse(
          "use_vmac",
          "no transmit_base: the virtual MAC address is the sender's (RFC 9568 section 7.2)");
    }
    if (director.priority() != Director.OWNER && settings.holding().accept().orElse(false)) {
      refuse("accept", "only the owner of an address, priority 255, answers at it (section 6.4.3)");
    }
  }

  private static boolean repeats(GratuitousArp announced) {
    return announced.repeat() > 1
        || announced.delayMillis() > 0
        || announced.refreshMillis() > 0
        || announced.lowerRepeat() > 1
        || announced.lowerDelayMillis() > 0
        || !announced.extraInterfaces().isEmpty();
  }

  private void refuse(String key, String rule) {
    found.error(key, rule + ", and strict: true keeps to the RFC");
  }
}

package org.hactl.site;

import java.util.List;
import org.hactl.linux.Family;
import org.hactl.linux.InetPrefix;

/** What contradicts {@code strict: true}. */
final class StrictChecks {
  private static final InetPrefix LINK_LOCAL = InetPrefix.parse("fe80::/10");
  private static final int OWNER = 255;

  private final RouterFindings found;

  StrictChecks(RouterFindings found) {
    this.found = found;
  }

  void check(int priority) {
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
    if (priority != OWNER && settings.holding().accept() && found.has("accept")) {
      refuse("accept", "only the owner of an address, priority 255, answers at it (section 6.4.3)");
    }
  }

  private void refuse(String key, String rule) {
    found.error(key, rule + ", and strict: true keeps to the RFC");
  }
}

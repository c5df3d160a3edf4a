package org.hactl.site.check;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.hactl.linux.net.Family;
import org.hactl.site.model.RouterSettings;
import org.hactl.vrrp.model.Authentication;

/** Checks that timers, authentication and family are allowed in the router's VRRP version. */
final class ProtocolChecks {
  private static final int PASSWORD_BYTES = 8;
  private static final Duration CENTISECOND = Duration.ofMillis(10);

  private final RouterFindings found;
  private final RouterSettings settings;

  ProtocolChecks(RouterFindings found) {
    this.found = found;
    this.settings = found.settings();
  }

  void check() {
    version();
    interval();
    preemption();
    authentication();
  }

  private void version() {
    if (settings.protocol().version() == 2 && settings.protocol().family() == Family.INET6) {
      found.error(
          "version",
          "VRRP version 2 is for IPv4 only (RFC 3768); IPv6 needs version: 3, its default");
    }
    boolean plainMatters =
        settings.protocol().version() == 3 && settings.protocol().family() == Family.INET;
    if (found.has("checksum") && !plainMatters) {
      found.error("checksum", "only version 3 over IPv4 has a choice of checksum; leave it out");
    }
  }

  private void interval() {
    boolean valid =
        settings.protocol().version() == 2
            ? isMultiple(settings.protocol().advertInterval(), Duration.ofSeconds(1), 255)
            : isMultiple(settings.protocol().advertInterval(), CENTISECOND, 4095);
    if (!valid) {
      found.error(
          "advert_interval",
          settings.protocol().version() == 2
              ? "VRRP version 2 takes whole seconds, 1s to 255s (RFC 3768); version: 3 takes 10ms and more"
              : "VRRP version 3 takes 10ms to 40950ms in steps of 10ms (RFC 5798)");
    }
  }

  private void preemption() {
    if (!settings.protocol().preempt() && found.has("preempt_delay")) {
      found.error("preempt_delay", "has no effect with preempt: false; leave one of them out");
    }
  }

  private void authentication() {
    Authentication.WithPassword authentication = settings.protocol().authentication();
    if (authentication == null) {
      return;
    }
    if (settings.protocol().version() == 3) {
      found.error(
          "authentication",
          "VRRP version 3 has no authentication (RFC 5798); "
              + (settings.protocol().family() == Family.INET
                  ? "use version: 2, or leave it out"
                  : "leave it out"));
    }
    if (authentication.method() == Authentication.Method.AH
        && settings.transport().unicast().isPresent()) {
      found.warning(
          "authentication",
          "AH signs the addresses of the packet, so it does not work through NAT");
    }
    password(authentication.password());
  }

  private void password(String password) {
    String key = "authentication.password";
    int bytes = password.getBytes(StandardCharsets.UTF_8).length;
    if (bytes == 0) {
      found.error(key, "is empty; VRRP takes 1 to 8 characters");
    } else if (bytes > PASSWORD_BYTES) {
      found.error(
          key,
          "has %d bytes, but VRRP sends only 8; use 1 to 8 characters, the same on all directors"
              .formatted(bytes));
    } else if (!password.chars().allMatch(c -> c > ' ' && c < 127)) {
      found.error(
          key,
          "has a space or a character that is not ASCII, which other implementations read differently; use printable ASCII");
    }
  }

  private static boolean isMultiple(Duration value, Duration unit, int most) {
    long count = value.dividedBy(unit);
    return count >= 1 && count <= most && unit.multipliedBy(count).equals(value);
  }
}

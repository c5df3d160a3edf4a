package org.hactl.site.check;

import java.util.Objects;
import java.util.function.Function;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.InetAddresses;
import org.hactl.site.model.Director;
import org.hactl.site.model.HeldAddress;
import org.hactl.site.model.RouterSettings;
import org.hactl.site.model.SiteAddresses;
import org.hactl.site.model.SiteRouter;
import org.hactl.yaml.Durations;

/**
 * Checks values that must be the same on all directors of a virtual router; templates can give each
 * director another value.
 */
final class Agreement {
  private final Findings findings;

  Agreement(Findings findings) {
    this.findings = findings;
  }

  void check(SiteRouter router) {
    agree(router, "virtual_router_id", settings -> settings.protocol().virtualRouterId());
    agree(router, "version", settings -> settings.protocol().version());
    agree(router, "family", settings -> SiteAddresses.say(settings.protocol().family()));
    agree(
        router,
        "advert_interval",
        settings -> Durations.format(settings.protocol().advertInterval()));
    agree(
        router,
        "multicast_group",
        settings ->
            settings.transport().group().map(InetAddresses::format).orElse(defaultGroup(settings)));
    agree(
        router,
        "addresses",
        settings -> settings.holding().addresses().stream().map(HeldAddress::text).toList());
    Director first = router.directors().getFirst();
    for (Director other : router.directors()) {
      if (!Objects.equals(
          first.settings().protocol().authentication(),
          other.settings().protocol().authentication())) {
        disagree(router, "authentication", other, "differs between %s and %s", first);
      }
    }
  }

  private static String defaultGroup(RouterSettings settings) {
    return settings.protocol().family() == Family.INET ? "224.0.0.18" : "ff02::12";
  }

  private void agree(SiteRouter router, String key, Function<RouterSettings, Object> value) {
    Director first = router.directors().getFirst();
    for (Director other : router.directors()) {
      Object one = value.apply(first.settings());
      Object two = value.apply(other.settings());
      if (!one.equals(two)) {
        disagree(router, key, other, "is " + two + " on %s and " + one + " on %s", first);
      }
    }
  }

  private void disagree(
      SiteRouter router, String key, Director other, String message, Director first) {
    new RouterFindings(findings, router.name(), other.settings())
        .error(
            key,
            message.formatted(other.host(), first.host())
                + "; directors with different values ignore each other's advertisements");
  }
}

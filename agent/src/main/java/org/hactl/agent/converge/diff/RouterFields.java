package org.hactl.agent.converge.diff;

import static java.util.stream.Collectors.joining;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.InetAddresses;
import org.hactl.module.Resource;
import org.hactl.module.address.AddressResource;
import org.hactl.module.filter.FilterResource;
import org.hactl.module.route.RouteResource;
import org.hactl.module.route.RouteResource.Hop;
import org.hactl.vrrp.model.Authentication;
import org.hactl.vrrp.model.GratuitousArp;
import org.hactl.vrrp.model.ProtocolOptions;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.Transport;
import org.hactl.vrrp.model.VrrpVersion;
import org.jspecify.annotations.Nullable;

/** The fields of a virtual router, for a comparison. Pure. */
final class RouterFields {
  private final SiteFields words = new SiteFields();

  private RouterFields() {}

  /** The field {@code password} has the password; the caller must hide it. */
  static Map<String, String> of(VirtualRouterSpec router) {
    RouterFields all = new RouterFields();
    all.identity(router.config());
    all.values(GratuitousArp.KEY + ".", router.config().gratuitousArp().byKey());
    all.transport(router.config().transport());
    all.values("", router.config().options().byKey());
    router.held().forEach(each -> all.held(each, !router.untracked().contains(each.id())));
    all.words.putAll("while_not_master", router.standby(), each -> each.id().key());
    all.rank(router.rankPenalty());
    all.words.putTracks(router.tracks()).putHooks("notify", router.hooks());
    return all.words.fields();
  }

  /** The values of the fields that a site leaves out. Some of them depend on other fields. */
  static Map<String, String> defaults(VirtualRouterSpec router) {
    RouterFields all = new RouterFields();
    RouterConfig config = router.config();
    GratuitousArp arp = config.gratuitousArp();
    List<InetAddress> addresses = config.addresses();
    boolean ipv6 = !addresses.isEmpty() && Family.of(addresses.getFirst()) == Family.INET6;
    all.words
        .put("version", VrrpVersion.defaultOf(config.family()).number())
        .put("family", ipv6 ? "ipv6" : "ipv4")
        .put("advert_interval", SiteFields.duration(RouterConfig.DEFAULT_ADVERT_INTERVAL))
        .put("preempt", RouterConfig.DEFAULT_PREEMPT)
        .put("preempt_delay", SiteFields.duration(RouterConfig.DEFAULT_PREEMPT_DELAY));
    all.values(GratuitousArp.KEY + ".", GratuitousArp.DEFAULT.byKey());
    all.words
        .put(GratuitousArp.KEY + "." + GratuitousArp.LOWER_REPEAT, arp.repeat())
        .put(GratuitousArp.KEY + "." + GratuitousArp.LOWER_DELAY, SiteFields.duration(arp.delay()))
        .put("unicast.ttl", Transport.MULTICAST.ttl())
        .put("unicast.check_source", Transport.MULTICAST.checkSource());
    all.values("", ProtocolOptions.DEFAULT.byKey());
    if (router.rankPenalty() > 0) {
      all.rank(router.rankPenalty());
    }
    return all.words.fields();
  }

  /** The penalty follows from the priorities of all directors. */
  private void rank(int penalty) {
    words.put("rank_by_services", penalty == 0 ? "false" : "true (priority - " + penalty + ")");
  }

  private void identity(RouterConfig router) {
    words
        .put("version", router.version().number())
        .put("virtual_router_id", router.virtualRouterId())
        .put("family", router.family() == Family.INET ? "ipv4" : "ipv6")
        .put("interface", router.interfaceName())
        .put("priority", router.priority())
        .put("advert_interval", SiteFields.duration(router.advertInterval()))
        .put("preempt", router.preempt())
        .put("preempt_delay", SiteFields.duration(router.preemptDelay()))
        .putAll("addresses", router.addresses(), InetAddresses::format);
    if (router.authentication() instanceof Authentication.WithPassword authentication) {
      words
          .put("authentication", authentication.method())
          .put("password", authentication.password());
    }
  }

  private void values(String prefix, Map<String, Object> values) {
    values.forEach((key, value) -> {
      switch (value) {
        case Duration time -> words.put(prefix + key, SiteFields.duration(time));
        case List<?> list -> words.putAll(prefix + key, list, String::valueOf);
        case Enum<?> choice -> words.put(prefix + key, choice.name().toLowerCase(Locale.ROOT));
        default -> words.put(prefix + key, value);
      }
    });
  }

  private void transport(Transport transport) {
    words
        .put("multicast_group", text(transport.group()))
        .put("source", text(transport.source()))
        .put("sent_on", transport.sendInterface());
    if (!transport.peers().isEmpty()) {
      words
          .putAll("unicast.peers", transport.peers(), RouterFields::peer)
          .put("unicast.ttl", transport.ttl())
          .put("unicast.check_source", transport.checkSource());
    }
  }

  private static @Nullable String text(@Nullable InetAddress address) {
    return address == null ? null : InetAddresses.format(address);
  }

  private static String peer(Transport.Peer peer) {
    return "%s (ttl %d to %d)"
        .formatted(InetAddresses.format(peer.address()), peer.minTtl(), peer.maxTtl());
  }

  /**
   * Each held resource is one field. The value of the field has the options that are not in the
   * resource's identity.
   */
  private void held(Resource resource, boolean tracked) {
    SiteFields options = new SiteFields();
    switch (resource) {
      case AddressResource address -> options(address, options);
      case RouteResource route -> options(route, options);
      case FilterResource filter ->
          options
              .putAll("addresses", filter.addresses(), address -> address)
              .putAll(
                  "services",
                  filter.services(),
                  each -> each.address() + ":" + each.port() + "/" + each.protocol());
      default -> {}
    }
    if (!tracked) {
      options.put("track", false);
    }
    String text =
        options.fields().entrySet().stream()
            .map(option -> option.getKey() + " " + option.getValue())
            .collect(joining(", "));
    words.put("holds " + resource.id(), text.isEmpty() ? "yes" : text);
  }

  private static void options(AddressResource address, SiteFields options) {
    Long preferred = address.preferredSeconds();
    options
        .put("label", address.label())
        .put("scope", address.scope())
        .put("broadcast", address.broadcast())
        .put("peer", address.peer())
        .putAll("flags", address.flags(), flag -> flag)
        .put("preferred_lifetime", preferred == null ? null : preferred + "s");
  }

  private static void options(RouteResource route, SiteFields options) {
    options
        .put("via", route.via())
        .put("interface", route.interfaceName())
        .put("source", route.source())
        .put("type", route.type())
        .put("scope", route.scope())
        .put("onlink", route.onlink())
        .put("mtu", route.mtu())
        .put("advmss", route.advmss())
        .putAll("nexthops", route.nexthops(), RouterFields::hop);
  }

  private static String hop(Hop hop) {
    return "%s%s weight %d%s"
        .formatted(
            hop.via() == null ? "" : hop.via(),
            hop.interfaceName() == null ? "" : " " + hop.interfaceName(),
            hop.weight(),
            hop.onlink() ? " onlink" : "")
        .strip();
  }
}

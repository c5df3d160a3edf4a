package org.hactl.agent.converge;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Map;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.host.VirtualRouterSpec.Authentication;
import org.hactl.host.VirtualRouterSpec.Conduct;
import org.hactl.host.VirtualRouterSpec.GratuitousArp;
import org.hactl.host.VirtualRouterSpec.Peer;
import org.hactl.host.VirtualRouterSpec.Transport;
import org.hactl.linux.net.Family;
import org.hactl.module.Resource;
import org.hactl.module.address.AddressResource;
import org.hactl.module.filter.FilterResource;
import org.hactl.module.route.RouteResource;
import org.hactl.module.route.RouteResource.Hop;

/** A virtual router field by field. Pure. */
final class RouterFields {
  private final SiteFields words = new SiteFields();

  private RouterFields() {}

  /** The password is in the field {@code password}, for the caller to hide. */
  static Map<String, String> of(VirtualRouterSpec router) {
    RouterFields all = new RouterFields();
    all.identity(router);
    all.gratuitousArp(router.gratuitousArp());
    all.transport(router.transport());
    all.conduct(router.conduct());
    router.held().forEach(all::held);
    all.words.putTracks(router.tracks()).putHooks("notify", router.hooks());
    return all.words.fields();
  }

  /** The fields that a router has where its site leaves them out; some follow other fields. */
  static Map<String, String> defaults(VirtualRouterSpec router) {
    RouterFields all = new RouterFields();
    boolean ipv4 = router.family() == Family.INET;
    all.words
        .put("version", ipv4 ? 2 : 3)
        .put("family", isIpv6(router.addresses()) ? "ipv6" : "ipv4")
        .putMillis("advert_interval", 1_000)
        .put("preempt", true)
        .putMillis("preempt_delay", 0);
    all.gratuitousArp(GratuitousArp.DEFAULT);
    all.words
        .put("gratuitous_arp.lower_repeat", router.gratuitousArp().repeat())
        .putMillis("gratuitous_arp.lower_delay", router.gratuitousArp().delayMillis())
        .put("unicast.ttl", Transport.MULTICAST.ttl())
        .put("unicast.check_source", Transport.MULTICAST.checkSource());
    all.conduct(Conduct.DEFAULT);
    return all.words.fields();
  }

  private static boolean isIpv6(List<String> addresses) {
    return !addresses.isEmpty() && addresses.getFirst().contains(":");
  }

  private void identity(VirtualRouterSpec router) {
    words
        .put("version", router.version())
        .put("virtual_router_id", router.virtualRouterId())
        .put("family", router.family() == Family.INET ? "ipv4" : "ipv6")
        .put("interface", router.interfaceName())
        .put("priority", router.priority())
        .putMillis("advert_interval", router.advertIntervalMillis())
        .put("preempt", router.preempt())
        .putMillis("preempt_delay", router.preemptDelayMillis())
        .putAll("addresses", router.addresses(), address -> address);
    Authentication authentication = router.authentication();
    if (authentication != null) {
      words
          .put("authentication", authentication.type())
          .put("password", authentication.password().value());
    }
  }

  private void gratuitousArp(GratuitousArp arp) {
    words
        .put("gratuitous_arp.repeat", arp.repeat())
        .putMillis("gratuitous_arp.delay", arp.delayMillis())
        .putMillis("gratuitous_arp.refresh", arp.refreshMillis())
        .put("gratuitous_arp.refresh_repeat", arp.refreshRepeat())
        .put("gratuitous_arp.lower_repeat", arp.lowerRepeat())
        .putMillis("gratuitous_arp.lower_delay", arp.lowerDelayMillis())
        .put("gratuitous_arp.spacing", SiteFields.durationOfMicros(arp.spacingMicros()))
        .putAll("gratuitous_arp.extra_interfaces", arp.extraInterfaces(), name -> name);
  }

  private void transport(Transport transport) {
    words
        .put("multicast_group", transport.group())
        .put("source", transport.source())
        .put("sent_on", transport.sendInterface());
    if (!transport.peers().isEmpty()) {
      words
          .putAll("unicast.peers", transport.peers(), RouterFields::peer)
          .put("unicast.ttl", transport.ttl())
          .put("unicast.check_source", transport.checkSource());
    }
  }

  private static String peer(Peer peer) {
    return "%s (ttl %d to %d)".formatted(peer.address(), peer.minTtl(), peer.maxTtl());
  }

  private void conduct(Conduct conduct) {
    words
        .put("down_timer_adverts", conduct.downTimerAdverts())
        .put("answer_lower_priority", conduct.answerLower())
        .put("tell_higher_priority", conduct.tellHigher())
        .put("checksum", conduct.pseudoHeader() ? "pseudo_header" : "plain")
        .put("address_mismatch", conduct.discardOtherAddresses() ? "discard" : "report")
        .put("strict", conduct.strict())
        .putMillis("startup_delay", conduct.startupDelayMillis())
        .putMillis("boot_delay", conduct.bootDelayMillis())
        .putMillis("forwarding_delay", conduct.forwardingDelayMillis());
  }

  /** Each thing is a field, whose value is what its identity leaves open. */
  private void held(Resource resource) {
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

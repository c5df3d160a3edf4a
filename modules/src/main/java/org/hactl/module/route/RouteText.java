package org.hactl.module.route;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hactl.linux.kernel.NextHop;
import org.hactl.linux.kernel.Route;
import org.hactl.linux.kernel.RouteProtocol;
import org.hactl.linux.kernel.RouteType;
import org.hactl.linux.net.InetAddresses;
import org.hactl.linux.net.Scope;
import org.jspecify.annotations.Nullable;

/** A replaced route as the ownership journal keeps it. */
final class RouteText {
  private static final String VIA = "via";
  private static final String INTERFACE = "interface";
  private static final String SOURCE = "source";
  private static final String TYPE = "type";
  private static final String SCOPE = "scope";
  private static final String PROTOCOL = "protocol";
  private static final String ONLINK = "onlink";
  private static final String MTU = "mtu";
  private static final String ADVMSS = "advmss";
  private static final String HOP = "nexthop ";

  private RouteText() {}

  static Map<String, String> prior(Route route) {
    Map<String, String> prior = new TreeMap<>();
    if (route.gateway() != null) {
      prior.put(VIA, InetAddresses.format(route.gateway()));
    }
    if (route.interfaceName() != null) {
      prior.put(INTERFACE, route.interfaceName());
    }
    if (route.source() != null) {
      prior.put(SOURCE, InetAddresses.format(route.source()));
    }
    prior.put(TYPE, route.type().text());
    prior.put(SCOPE, route.scope().toString());
    prior.put(PROTOCOL, route.protocol().toString());
    if (route.onlink()) {
      prior.put(ONLINK, "yes");
    }
    if (route.mtu() != 0) {
      prior.put(MTU, Integer.toString(route.mtu()));
    }
    if (route.advmss() != 0) {
      prior.put(ADVMSS, Integer.toString(route.advmss()));
    }
    for (int i = 0; i < route.nextHops().size(); i++) {
      prior.put(HOP + i, RouteResource.Hop.of(route.nextHops().get(i)).toString());
    }
    return prior;
  }

  static Route prior(RouteId named, Map<String, String> prior) {
    return Route.builder(named.destination())
        .table(named.table())
        .gateway(address(prior.get(VIA)))
        .interfaceName(prior.get(INTERFACE))
        .source(address(prior.get(SOURCE)))
        .metric(named.metric())
        .scope(Scope.parse(prior.getOrDefault(SCOPE, "global")))
        .protocol(RouteProtocol.parse(prior.getOrDefault(PROTOCOL, "boot")))
        .type(RouteType.parse(prior.getOrDefault(TYPE, "unicast")))
        .onlink(prior.containsKey(ONLINK))
        .mtu(Integer.parseInt(prior.getOrDefault(MTU, "0")))
        .advmss(Integer.parseInt(prior.getOrDefault(ADVMSS, "0")))
        .nextHops(hops(prior))
        .build();
  }

  private static List<NextHop> hops(Map<String, String> prior) {
    List<NextHop> hops = new ArrayList<>();
    for (String text = prior.get(HOP + 0); text != null; text = prior.get(HOP + hops.size())) {
      hops.add(RouteResource.Hop.parse(text).inKernel());
    }
    return hops;
  }

  private static @Nullable InetAddress address(@Nullable String text) {
    return text == null ? null : InetAddresses.parse(text);
  }
}

package org.hactl.module.route;

import static org.hactl.module.kernel.KernelPlan.compare;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hactl.linux.kernel.NextHop;
import org.hactl.linux.kernel.Route;
import org.hactl.linux.kernel.RouteProtocol;
import org.hactl.linux.net.InetAddresses;
import org.hactl.module.FieldChange;
import org.hactl.module.Owned;
import org.hactl.module.ResourceId;
import org.hactl.module.kernel.KernelTerms;
import org.hactl.module.rule.OwnTables;
import org.jspecify.annotations.Nullable;

/** Compares routes. Pure. */
final class RouteTerms implements KernelTerms<RouteResource, Route> {
  @Override
  public ResourceId id(Route found) {
    return RouteId.of(found).resourceId();
  }

  @Override
  public Stream<String> interfaces(RouteResource wanted, @Nullable Route now) {
    return Stream.concat(
            Stream.ofNullable(wanted.interfaceName()),
            wanted.nexthops().stream().flatMap(hop -> Stream.ofNullable(hop.interfaceName())))
        .distinct();
  }

  @Override
  public List<FieldChange> differences(RouteResource wanted, @Nullable Route now, boolean owned) {
    Route to = wanted.route();
    List<FieldChange> fields = new ArrayList<>();
    if (now == null) {
      compare(fields, "route", null, to.toString());
      return fields;
    }
    compare(fields, "via", text(now.gateway()), text(to.gateway()));
    if (to.interfaceName() != null) {
      compare(fields, "interface", now.interfaceName(), to.interfaceName());
    }
    compare(fields, "source", text(now.source()), text(to.source()));
    compare(fields, "type", now.type().text(), to.type().text());
    if (wanted.scope() != null) {
      compare(fields, "scope", now.scope().toString(), to.scope().toString());
    }
    compare(fields, "onlink", word(now.onlink()), word(to.onlink()));
    compare(fields, "mtu", number(now.mtu()), number(to.mtu()));
    compare(fields, "advmss", number(now.advmss()), number(to.advmss()));
    compareHops(fields, now.nextHops(), to.nextHops());
    return fields;
  }

  /**
   * Compares next hops. A hop without an interface uses the interface that leads to its gateway.
   */
  private static void compareHops(
      List<FieldChange> fields, List<NextHop> now, List<NextHop> wanted) {
    boolean same = now.size() == wanted.size();
    for (int i = 0; same && i < now.size(); i++) {
      NextHop to = wanted.get(i);
      NextHop found = now.get(i);
      String name = to.interfaceName() == null ? found.interfaceName() : to.interfaceName();
      same = found.equals(new NextHop(to.gateway(), name, to.weight(), to.onlink()));
    }
    if (!same) {
      compare(fields, "nexthops", text(now), text(wanted));
    }
  }

  private static @Nullable String text(List<NextHop> hops) {
    return hops.isEmpty()
        ? null
        : hops.stream().map(NextHop::toString).collect(Collectors.joining(" "));
  }

  private static @Nullable String text(@Nullable InetAddress address) {
    return address == null ? null : InetAddresses.format(address);
  }

  private static @Nullable String word(boolean set) {
    return set ? "yes" : null;
  }

  private static @Nullable String number(int value) {
    return value == 0 ? null : Integer.toString(value);
  }

  @Override
  public Map<String, String> prior(Route replaced) {
    return RouteText.prior(replaced);
  }

  /**
   * Whether hactl may remove the route. False if another program, such as a DHCP client, has
   * replaced hactl's route with its own route. The routes of an older agent are static. A route
   * that a keepalived left behind is removed with the role.
   */
  @Override
  public boolean isOurs(Owned entry, Route now) {
    return isTagged(now)
        || !entry.tagged()
            && (now.protocol().equals(RouteProtocol.STATIC)
                || now.protocol().equals(RouteProtocol.KEEPALIVED));
  }

  @Override
  public boolean isTagged(Route found) {
    return found.protocol().equals(RouteProtocol.HACTL);
  }

  @Override
  public List<FieldChange> removal(Route now, Map<String, String> prior) {
    String to = prior.isEmpty() ? null : RouteText.prior(RouteId.of(now), prior).toString();
    return List.of(new FieldChange("route", now.toString(), to));
  }

  @Override
  public boolean isForeign(Route route) {
    return (isTagged(route)
            || route.protocol().equals(RouteProtocol.STATIC)
            || route.protocol().equals(RouteProtocol.BOOT))
        && route.destination().length() > 0
        && route.table() != Route.TABLE_LOCAL
        && !OwnTables.contain(route.table());
  }

  /** Routes on the link come first: one of them may lead to a gateway. */
  @Override
  public List<RouteResource> additionOrder(List<RouteResource> byId) {
    return byId.stream()
        .sorted(Comparator.comparing(route -> route.via() != null || !route.nexthops().isEmpty()))
        .toList();
  }
}

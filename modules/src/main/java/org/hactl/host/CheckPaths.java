package org.hactl.host;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hactl.host.VirtualServiceSpec.ForwardMethod;
import org.hactl.host.VirtualServiceSpec.RealServerSpec;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.InetAddresses;
import org.hactl.module.ipvs.CheckMarks;
import org.hactl.module.ipvs.Tunnel;
import org.jspecify.annotations.Nullable;

/**
 * The ways by which checks with {@code via: vip} ask VIPs, each with a mark of its own. Pure: every
 * part of the agent finds the same marks in the same services. A mark follows from what it leads to
 * and not from its number in a list, so that it stays while other real servers come and go.
 */
public final class CheckPaths {
  /** Stands for those that have no mark yet. */
  private static final CheckPath NO_PATH =
      new CheckPath(CheckMarks.FIRST, Family.INET, "", ForwardMethod.DR, null);

  private final SortedMap<Way, CheckPath> paths;

  private record Way(
      Family family, String address, ForwardMethod forward, @Nullable Tunnel tunnel) {
    static final Comparator<Way> ORDER = Comparator.comparing(Way::toString);
  }

  private CheckPaths(SortedMap<Way, CheckPath> paths) {
    this.paths = paths;
  }

  /** The ways that the checks of these services need. */
  public static CheckPaths of(List<VirtualServiceSpec> services) {
    SortedMap<Way, CheckPath> paths = new TreeMap<>(Way.ORDER);
    for (VirtualServiceSpec service : services) {
      if (hasVip(service) && service.checks().anyMatch(CheckPaths::throughVip)) {
        for (RealServerSpec server : service.realServers()) {
          CheckSpec check = service.checkOf(server);
          if (check != null && throughVip(check)) {
            way(service, server).ifPresent(way -> paths.put(way, NO_PATH));
          }
        }
      }
    }
    Set<Integer> taken = new HashSet<>();
    paths.replaceAll((way, _) -> {
      int number = Math.floorMod(way.toString().hashCode(), CheckMarks.COUNT);
      while (!taken.add(number)) {
        number = (number + 1) % CheckMarks.COUNT;
      }
      return new CheckPath(
          CheckMarks.FIRST + number, way.family(), way.address(), way.forward(), way.tunnel());
    });
    return new CheckPaths(paths);
  }

  private static boolean throughVip(CheckSpec check) {
    return check.parts().stream().anyMatch(part -> part.at().throughVip());
  }

  private static boolean hasVip(VirtualServiceSpec service) {
    return !InetAddresses.parse(service.address()).isAnyLocalAddress();
  }

  private static Optional<Way> way(VirtualServiceSpec service, RealServerSpec server) {
    ForwardMethod forward = service.forwardOf(server);
    return !hasVip(service) || forward == ForwardMethod.NAT
        ? Optional.empty()
        : Optional.of(
            new Way(
                Family.of(InetAddresses.parse(service.address())),
                server.address(),
                forward,
                server.options().tunnel()));
  }

  /** The way of a check to the service's VIP through the real server; empty if there is none. */
  public Optional<CheckPath> of(VirtualServiceSpec service, RealServerSpec server) {
    return paths.isEmpty()
        ? Optional.empty()
        : way(service, server).flatMap(way -> Optional.ofNullable(paths.get(way)));
  }

  public List<CheckPath> all() {
    return List.copyOf(paths.values());
  }
}

package org.hactl.site.resolve;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hactl.linux.net.Family;
import org.hactl.site.model.Director;
import org.hactl.site.model.SiteAddresses;
import org.hactl.site.model.SiteTransport.PeerDraft;
import org.hactl.site.model.SiteTransport.Unicast;
import org.hactl.vrrp.model.Transport;
import org.hactl.yaml.Decoding;
import org.hactl.yaml.Mark;
import org.hactl.yaml.Nearest;

/** Finds the peers of each director of a unicast virtual router. */
final class PeerResolver {
  private final HostLookup hosts;
  private final Decoding in;

  /**
   * @param in gets the problems of the virtual router
   */
  PeerResolver(HostLookup hosts, Decoding in) {
    this.hosts = hosts;
    this.in = in;
  }

  /** The directors with their peers; the directors of a multicast router have none. */
  List<Director> resolve(List<Director> directors) {
    return directors.stream().map(director -> director.with(peers(director, directors))).toList();
  }

  private List<Transport.Peer> peers(Director self, List<Director> directors) {
    Optional<Unicast> unicast = self.settings().transport().unicast();
    if (unicast.isEmpty()) {
      return List.of();
    }
    Mark at = self.settings().origin().at("unicast");
    List<Transport.Peer> peers = new ArrayList<>();
    if (unicast.get().peers().isEmpty()) {
      for (Director other : directors) {
        if (!other.host().equals(self.host())) {
          address(other.host(), self, directors, at)
              .map(address -> peer(address, unicast.get(), Optional.empty(), Optional.empty()))
              .ifPresent(peers::add);
        }
      }
      return peers;
    }
    for (PeerDraft draft : unicast.get().peers().get()) {
      String name = draft.name().value();
      if (!name.equals(self.host())) {
        SiteAddresses.parse(name)
            .or(() -> address(name, self, directors, draft.name().at()))
            .filter(address -> !isOwn(address, self))
            .map(address -> peer(address, unicast.get(), draft.minTtl(), draft.maxTtl()))
            .ifPresent(peers::add);
      }
    }
    return peers;
  }

  private static Transport.Peer peer(
      InetAddress address, Unicast unicast, Optional<Integer> min, Optional<Integer> max) {
    return new Transport.Peer(
        address,
        min.orElse(unicast.minTtl()),
        max.orElse(Math.max(unicast.maxTtl(), min.orElse(0))));
  }

  /** Whether a peer is the director itself: one list of peers may be written for all directors. */
  private boolean isOwn(InetAddress address, Director self) {
    return Stream.concat(self.source().stream(), hosts.reachedAt(self.host()).stream())
        .anyMatch(address::equals);
  }

  private Optional<InetAddress> address(
      String host, Director self, List<Director> directors, Mark at) {
    Family family = self.settings().protocol().family();
    Optional<InetAddress> found =
        directors.stream()
            .filter(director -> director.host().equals(host))
            .findFirst()
            .flatMap(Director::source)
            .or(() -> hosts.reachedAt(host))
            .filter(address -> Family.of(address) == family);
    if (found.isEmpty()) {
      String where = in.path() + ".unicast: ";
      if (hosts.names().contains(host)) {
        in.problems()
            .add(
                at,
                where
                    + "%s has no %s address in the inventory to advertise to; %s"
                        .formatted(
                            host,
                            SiteAddresses.say(family),
                            directors.stream().anyMatch(d -> d.host().equals(host))
                                ? "set its source under directors"
                                : "write the address here"));
      } else {
        in.problems()
            .add(
                at,
                where + "\"" + host + "\" is neither an address nor a host of the inventory",
                Nearest.to(host, hosts.names()).orElse(null));
      }
    }
    return found;
  }
}

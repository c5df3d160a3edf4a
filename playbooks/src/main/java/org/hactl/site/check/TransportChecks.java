package org.hactl.site.check;

import java.net.InetAddress;
import java.util.Optional;
import org.hactl.linux.kernel.Link;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.InetAddresses;
import org.hactl.site.model.Director;
import org.hactl.site.model.RouterSettings;
import org.hactl.site.model.SiteAddresses;
import org.hactl.site.model.SiteRouter;
import org.hactl.site.model.SiteTransport.PeerDraft;
import org.hactl.site.model.SiteTransport.Unicast;

/** Checks source address, multicast group and unicast peers of one virtual router. */
final class TransportChecks {
  private final RouterFindings found;
  private final SiteRouter router;

  TransportChecks(RouterFindings found, SiteRouter router) {
    this.found = found;
    this.router = router;
  }

  void check() {
    RouterSettings settings = found.settings();
    settings.transport().source().ifPresent(source -> family("source", source));
    settings
        .transport()
        .group()
        .ifPresent(group -> {
          family("multicast_group", group);
          if (!group.isMulticastAddress()) {
            found.error(
                "multicast_group",
                InetAddresses.format(group)
                    + " is not a multicast address such as 224.0.0.18 or ff02::12");
          }
        });
    settings.transport().unicast().ifPresent(this::unicast);
  }

  /** Checks a director's own source address. */
  void source(Director director) {
    director
        .source()
        .ifPresent(source -> {
          Optional<InetAddress> ofAll = director.settings().transport().source();
          if (Family.of(source) != director.settings().protocol().family()
              && !ofAll.equals(Optional.of(source))) {
            found
                .findings()
                .error(
                    director.at(),
                    "vrrp.%s.directors.%s.source: %s is not %s, the protocol of %s's advertisements"
                        .formatted(
                            found.name(),
                            director.host(),
                            InetAddresses.format(source),
                            SiteAddresses.say(director.settings().protocol().family()),
                            found.name()));
          }
        });
  }

  /** Checks that the interface is not the loopback interface, which leads to no other director. */
  void reachesPeers(Director director) {
    if (director.interfaceName().equals(Link.LOOPBACK)) {
      String message = "VRRP cannot reach another director on lo; name a network interface";
      if (director.settings().interfaceName().filter(Link.LOOPBACK::equals).isPresent()) {
        found.error("interface", message);
      } else {
        found
            .findings()
            .error(
                director.at(),
                "vrrp.%s.directors.%s.interface: %s"
                    .formatted(found.name(), director.host(), message));
      }
    }
  }

  private void family(String key, InetAddress address) {
    if (Family.of(address) != found.settings().protocol().family()) {
      found.error(
          key,
          "%s is not %s, the protocol of the router's advertisements"
              .formatted(
                  InetAddresses.format(address),
                  SiteAddresses.say(found.settings().protocol().family())));
    }
  }

  private void unicast(Unicast unicast) {
    if (router.directors().size() == 1 && unicast.peers().isEmpty()) {
      found.error(
          "unicast",
          "the router has no other director to advertise to; add one, or name the peers by address");
    }
    if (unicast.ttl() < unicast.minTtl()) {
      found.error(
          "unicast",
          "the directors send with ttl %d but accept only min_ttl %d or more, so they would not hear each other"
              .formatted(unicast.ttl(), unicast.minTtl()));
    }
    unicast
        .peers()
        .ifPresent(peers -> {
          for (PeerDraft peer : peers) {
            ttl(peer, unicast);
            Optional<InetAddress> address = SiteAddresses.parse(peer.name().value());
            if (address
                .filter(a -> Family.of(a) != found.settings().protocol().family())
                .isPresent()) {
              found
                  .findings()
                  .error(
                      peer.name().at(),
                      "vrrp.%s.unicast.peers: %s is not %s, the protocol of the router's advertisements"
                          .formatted(
                              found.name(),
                              peer.name().value(),
                              SiteAddresses.say(found.settings().protocol().family())));
            }
          }
        });
    if (unicast.peers().isPresent() && found.findings().errors().isEmpty()) {
      numbers();
    }
  }

  private void ttl(PeerDraft peer, Unicast unicast) {
    int min = peer.minTtl().orElse(unicast.minTtl());
    int max = peer.maxTtl().orElse(Math.max(unicast.maxTtl(), min));
    if (min > max) {
      found
          .findings()
          .error(
              peer.name().at(),
              "vrrp.%s.unicast.peers: for %s min_ttl %d is greater than max_ttl %d, so no advertisement would be accepted"
                  .formatted(found.name(), peer.name().value(), min, max));
    }
  }

  private void numbers() {
    int others = router.directors().size() - 1;
    for (Director director : router.directors()) {
      int peers = director.peers().size();
      if (peers == 0) {
        found.error(
            "unicast",
            director.host()
                + " would have no peer; name its peers, or leave peers out to use all other directors");
      } else if (peers < others) {
        found.warning(
            "unicast",
            "%s advertises to only %d of the %d other directors; the rest would become master too"
                .formatted(director.host(), peers, others));
      }
    }
  }
}

package org.hactl.cli.text;

import java.util.stream.Collectors;
import org.hactl.api.HostStatus;
import org.hactl.api.HostStatus.RouterView;
import org.hactl.api.PeersView;

/** The part of {@code hactl status} about what a director has heard of others' site versions. */
record PeersText(boolean colours) {
  String of(HostStatus status) {
    PeersView peers = status.peers();
    StringBuilder text = new StringBuilder();
    if (!peers.heard().isEmpty()) {
      text.append(
          Printable.text(
              "  hears %s%n"
                  .formatted(
                      peers.heard().stream()
                          .map(each ->
                              "%s (serial %d%s)"
                                  .formatted(
                                      each.host(), each.serial(), each.newer() ? ", newer" : ""))
                          .collect(Collectors.joining(", ")))));
    }
    if (!peers.error().isEmpty()) {
      text.append(
          Colour.RED.line(
              "cannot tell other directors its site version: " + peers.error(), colours));
    }
    if (!peers.keyId().isEmpty() && peers.heard().isEmpty()) {
      status.routers().stream()
          .filter(router -> router.masterAddress() != null)
          .forEach(router -> text.append(unheard(router)));
    }
    return text.toString();
  }

  private static String unheard(RouterView router) {
    return Printable.text(
        "  has not heard the site version of %s, master of %s: it runs no hactl, or UDP port 7112 is blocked%n"
            .formatted(router.masterAddress(), router.name()));
  }
}

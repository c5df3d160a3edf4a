package org.hactl.control.view;

import java.util.ArrayList;
import java.util.List;
import org.hactl.api.HostStatus;
import org.hactl.control.view.Finding.Kind;

/**
 * Whether the directors of each router hear each other's version of the site, without which one
 * that holds an older version preempts. A host that did not answer is not missed. Pure.
 */
record PeerFindings(List<RouterOnHosts> routers) {
  /** A director that has just got its key or its router has not heard the others yet. */
  private static final long LISTENING_MILLIS = 10_000;

  List<Finding> find() {
    List<Finding> findings = new ArrayList<>();
    List<String> named = new ArrayList<>();
    for (RouterOnHosts router : routers) {
      for (Director one : router.directors()) {
        for (Director other : router.directors()) {
          String pair = one.host() + " " + other.host();
          if (!one.host().equals(other.host())
              && isReady(one)
              && isReady(other)
              && !one.status().peers().hears(other.host())
              && !named.contains(pair)) {
            named.add(pair);
            findings.add(unheard(one, other));
          }
        }
      }
    }
    return findings;
  }

  private static boolean isReady(Director director) {
    HostStatus status = director.status();
    return !status.peers().keyId().isEmpty()
        && director.ageMillis() > LISTENING_MILLIS
        && status.nowMillis() - status.peers().sinceMillis() > LISTENING_MILLIS;
  }

  private static Finding unheard(Director one, Director other) {
    boolean sameKey = one.status().peers().keyId().equals(other.status().peers().keyId());
    return Finding.warning(
        Kind.VERSION_UNHEARD,
        "%s has not heard %s's site version".formatted(one.host(), other.host()),
        sameKey
            ? "a firewall drops UDP port 7112 between them, or the VRRP segment is cut"
            : "they hold different keys of the site",
        sameKey
            ? "let UDP port 7112 pass between the directors; until then one with an older site"
                + " preempts after a boot"
            : "hactl apply gives all directors the same key");
  }
}

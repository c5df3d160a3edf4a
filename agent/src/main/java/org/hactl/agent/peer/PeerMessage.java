package org.hactl.agent.peer;

import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.hactl.linux.net.Family;
import org.hactl.vrrp.model.State;
import org.hactl.vrrp.model.VrrpVersion;

/**
 * What one director tells the others.
 *
 * <p>It is safe against replay without any clock that two hosts share: each round of messages of a
 * host carries a new random challenge, and a message counts at a host only if it answers a
 * challenge that this host sent in the last seconds ({@link PeerExchange#HEARD_WITHIN}). A recorded
 * message answers an old challenge, also after a restart, because challenges are never kept. And as
 * a message counts as heard at the moment in which its challenge was sent, a copy of a recent one
 * makes the sender live no longer.
 *
 * @param site the name of the site
 * @param host the sender
 * @param serial of the version of the site that the sender has confirmed
 * @param sentNanos the sender's monotonic clock; orders messages that answer the same challenge
 * @param challenge to be answered by whoever receives this
 * @param urgent whether the sender needs the answer at once
 * @param answers what the sender has for each host that it has heard
 * @param routers some of the sender's virtual routers; a later message has others
 */
record PeerMessage(
    String site,
    String host,
    long serial,
    long sentNanos,
    long challenge,
    boolean urgent,
    List<Answer> answers,
    List<Router> routers) {
  PeerMessage {
    answers = List.copyOf(answers);
    routers = List.copyOf(routers);
  }

  /**
   * For one host.
   *
   * @param host the host
   * @param proven the last challenge in a message of this host that answered one of the sender's
   * @param latest the last challenge in any message of this host. Copies of old messages can
   *     replace this one, but not {@code proven}, so they cannot silence a host that is heard
   * @param wanted the state that the sender's version of the site has for this host, as {@link
   *     PeerExchange#shortDigest}; 0 if it has none
   */
  record Answer(String host, long proven, long latest, long wanted) {}

  /**
   * A virtual router of the sender.
   *
   * @param wire how it appears on the network
   * @param fit whether its virtual services are as healthy as they should be, by its checks, and no
   *     operator gave its role to other directors
   * @param addresses its virtual addresses
   */
  record Router(String name, Wire wire, State state, boolean fit, Set<InetAddress> addresses) {
    Router {
      addresses = Set.copyOf(addresses);
    }

    boolean canServe() {
      return fit && (state == State.MASTER || state == State.BACKUP);
    }

    /** Whether it is the same router by its name, or has one of the other's addresses. */
    boolean isLike(Router other) {
      return name.equals(other.name) || addresses.stream().anyMatch(other.addresses::contains);
    }
  }

  /** Routers of two hosts that have these in common hear each other's advertisements. */
  record Wire(int virtualRouterId, VrrpVersion version, Family family) {}
}

package org.hactl.vrrp.engine;

import java.util.List;
import java.util.random.RandomGenerator;
import org.hactl.linux.net.Family;
import org.hactl.vrrp.model.Authentication;
import org.hactl.vrrp.model.Transport;
import org.hactl.vrrp.model.VrrpVersion;
import org.jspecify.annotations.Nullable;

/**
 * The properties of a simulated router that are the same on all directors.
 *
 * @param linkLocal whether IPv6 peers are named by their link-local addresses
 */
record RouterKind(
    VrrpVersion version,
    Family family,
    int virtualRouterId,
    Authentication authentication,
    boolean unicast,
    boolean linkLocal) {

  /**
   * @param before the router before it; both may have the same VRID in different families
   */
  static RouterKind random(int router, RandomGenerator random, @Nullable RouterKind before) {
    VrrpVersion version = random.nextBoolean() ? VrrpVersion.V2 : VrrpVersion.V3;
    Family family = random.nextInt(3) == 0 ? Family.INET6 : Family.INET;
    boolean shares =
        before != null
            && before.family == Family.INET
            && family == Family.INET6
            && random.nextBoolean();
    Authentication authentication =
        version == VrrpVersion.V2 && family == Family.INET
            ? authentication(random)
            : Authentication.none();
    boolean unicast = random.nextInt(3) == 0;
    return new RouterKind(
        version,
        family,
        shares ? router : router + 1,
        authentication,
        unicast,
        !unicast || random.nextBoolean());
  }

  private static Authentication authentication(RandomGenerator random) {
    return switch (random.nextInt(3)) {
      case 0 -> Authentication.none();
      case 1 -> Authentication.pass("1111");
      default -> Authentication.ah("12345678");
    };
  }

  Transport transport(int node, int nodes) {
    List<Transport.Peer> peers =
        unicast ? SimulatedAddresses.peers(node, nodes, family, linkLocal) : List.of();
    return new Transport(peers, null, null, 255, true, null);
  }

  boolean isSequenced() {
    return authentication instanceof Authentication.Ah;
  }
}

package org.hactl.health.probe;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.hactl.host.CheckPath;
import org.hactl.host.CheckSpec;
import org.hactl.linux.socket.Egress;
import org.jspecify.annotations.Nullable;

/**
 * What a check asks, and where. Equal aims are the same question.
 *
 * @param hostHeader for HTTP without a host of its own
 * @param check one of a single kind, neither of all nor of any
 * @param egress how the question leaves this host
 * @param path to a VIP through one real server; null to ask the address itself
 */
public record Aim(
    InetSocketAddress address,
    String hostHeader,
    CheckSpec check,
    Egress egress,
    @Nullable CheckPath path) {
  /** Whether it looks at this BFD session, or at the one with this neighbour. */
  public boolean looksAt(String session, @Nullable InetAddress neighbour) {
    return check instanceof CheckSpec.Bfd bfd
        && (bfd.session() == null
            ? address.getAddress().equals(neighbour)
            : bfd.session().equals(session));
  }

  /** The address itself. */
  public Aim(InetSocketAddress address, String hostHeader, CheckSpec check) {
    this(address, hostHeader, check, egress(check), null);
  }

  /** A VIP through one real server. */
  public static Aim through(
      CheckPath path, InetSocketAddress vip, String hostHeader, CheckSpec check) {
    return new Aim(vip, hostHeader, check, egress(check).withMark(path.mark()), path);
  }

  private static Egress egress(CheckSpec check) {
    return new Egress(check.at().interfaceName(), check.at().mark());
  }

  /** The same question, asked as the routes lead. */
  public Aim byRoute() {
    return new Aim(address, hostHeader, check, Egress.BY_ROUTE, null);
  }
}

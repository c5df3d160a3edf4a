package org.hactl.health;

import java.util.Comparator;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.host.VirtualServiceSpec.RealServerSpec;

/**
 * One real server in one virtual service: a host behind two services has a health in each of them.
 *
 * @param service the virtual service's name
 * @param host the real server's inventory name
 */
public record RealServerKey(String service, String host, String address, int port)
    implements Comparable<RealServerKey> {
  private static final Comparator<RealServerKey> ORDER =
      Comparator.comparing(RealServerKey::service)
          .thenComparing(RealServerKey::host)
          .thenComparing(RealServerKey::address)
          .thenComparingInt(RealServerKey::port);

  public static RealServerKey of(VirtualServiceSpec service, RealServerSpec server) {
    return new RealServerKey(service.name(), server.host(), server.address(), server.checkedPort());
  }

  /** Whether it is the same place in the same service, under another name of the host. */
  boolean isRenamed(RealServerKey other) {
    return service.equals(other.service)
        && address.equals(other.address)
        && port == other.port
        && !host.equals(other.host);
  }

  @Override
  public int compareTo(RealServerKey other) {
    return ORDER.compare(this, other);
  }
}

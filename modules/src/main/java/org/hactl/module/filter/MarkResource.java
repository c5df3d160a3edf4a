package org.hactl.module.filter;

import java.util.List;
import java.util.Locale;
import org.hactl.linux.net.InetAddresses;
import org.hactl.module.Resource;
import org.hactl.module.ResourceId;

/**
 * Packets to a range of ports of an address get a firewall mark, before they are routed.
 *
 * @param protocol {@code tcp}, {@code udp} or {@code sctp}
 * @param lastPort as the first one for a single port
 */
public record MarkResource(String address, String protocol, int firstPort, int lastPort, int mark)
    implements Resource {
  public static final String KIND = "mark";

  private static final List<String> PROTOCOLS = List.of("tcp", "udp", "sctp");
  private static final int MAX_PORT = 65_535;

  /**
   * @throws IllegalArgumentException if a part is not valid
   */
  public MarkResource {
    address = InetAddresses.canonical(address);
    protocol = protocol.toLowerCase(Locale.ROOT);
    if (!PROTOCOLS.contains(protocol)
        || firstPort < 1
        || lastPort < firstPort
        || lastPort > MAX_PORT
        || mark < 1) {
      throw new IllegalArgumentException(
          "mark %d of %s %s %d-%d: the protocol must be tcp, udp or sctp, the ports 1 to %d"
              .formatted(mark, address, protocol, firstPort, lastPort, MAX_PORT));
    }
  }

  @Override
  public ResourceId id() {
    return new ResourceId(KIND, element().replace(" . ", " "));
  }

  /** The key in the table's map, as nft writes it. */
  String element() {
    return address
        + " . "
        + protocol
        + " . "
        + (firstPort == lastPort ? firstPort : firstPort + "-" + lastPort);
  }
}

package org.hactl.module.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.hactl.linux.net.InetAddresses;
import org.hactl.linux.net.InetPrefix;
import org.hactl.module.Resource;
import org.hactl.module.ResourceId;

/**
 * Accept mode off (RFC 9568 section 6.1): of the packets to a virtual router's VIPs, this host
 * accepts only neighbour discovery, the ICMP errors that path MTU discovery needs, and its virtual
 * services. The router's name is the identity.
 *
 * <p>It has no effect while the host does not have the VIPs, so it can stay in place in every role
 * and does not delay a failover.
 *
 * @param router its name
 * @param addresses the VIPs; prefix lengths are removed
 * @param services the virtual services to accept
 */
public record FilterResource(String router, List<String> addresses, List<Service> services)
    implements Resource {
  public static final String KIND = "filter";

  private static final List<String> PROTOCOLS = List.of("tcp", "udp", "sctp");
  private static final int MAX_PORT = 65_535;

  /**
   * @throws IllegalArgumentException if there is nothing to filter, or an address is not valid
   */
  public FilterResource {
    if (router.isBlank() || addresses.isEmpty()) {
      throw new IllegalArgumentException(
          "filter of '" + router + "': it needs a router's name and an address");
    }
    addresses = addresses.stream().map(FilterResource::plain).distinct().sorted().toList();
    services = services.stream().distinct().sorted((a, b) -> a.text().compareTo(b.text())).toList();
  }

  /**
   * A virtual service.
   *
   * @param protocol {@code tcp}, {@code udp} or {@code sctp}
   * @param address without a prefix
   */
  public record Service(String protocol, String address, int port) {
    public Service {
      protocol = protocol.toLowerCase(Locale.ROOT);
      address = plain(address);
      if (!PROTOCOLS.contains(protocol) || port < 1 || port > MAX_PORT) {
        throw new IllegalArgumentException(
            "service %s %s %d: the protocol must be tcp, udp or sctp, the port 1 to %d"
                .formatted(address, protocol, port, MAX_PORT));
      }
    }

    /** The service as an element of a set. */
    String text() {
      return address + " . " + protocol + " . " + port;
    }
  }

  private static String plain(String address) {
    return InetAddresses.format(InetPrefix.parse(address).address());
  }

  @Override
  public ResourceId id() {
    return new ResourceId(KIND, router);
  }

  /** The elements of the table's sets for this filter. */
  List<Element> elements() {
    List<Element> elements = new ArrayList<>();
    services.forEach(service -> elements.add(Element.ofService(service.text())));
    addresses.forEach(address -> elements.add(Element.ofAddress(address)));
    return elements;
  }
}

package org.hactl.site.model;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hactl.linux.net.InetAddresses;
import org.hactl.linux.net.TransportProtocol;

/** The address of a virtual service: {@code 192.168.0.254:80/tcp}, {@code [fd00::1]:80/tcp}. */
public record ServiceAddress(InetAddress address, int port, TransportProtocol protocol) {
  private static final Pattern FORM =
      Pattern.compile("([0-9.]+|\\[[0-9A-Fa-f:.]+\\]):([0-9]{1,5})(?:/([A-Za-z]+))?");

  /** Reads {@code address:port/protocol}; without a protocol it is tcp. */
  public static Optional<ServiceAddress> parse(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    int port = Integer.parseInt(parts.group(2));
    if (port < 1 || port > 65_535) {
      return Optional.empty();
    }
    String protocol = parts.group(3) == null ? TransportProtocol.TCP.text() : parts.group(3);
    return TransportProtocol.of(protocol)
        .flatMap(known ->
            SiteAddresses.parse(parts.group(1).replaceAll("[\\[\\]]", ""))
                .map(address -> new ServiceAddress(address, port, known)));
  }

  @Override
  public String toString() {
    String host = InetAddresses.format(address);
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port + "/" + protocol.text();
  }
}

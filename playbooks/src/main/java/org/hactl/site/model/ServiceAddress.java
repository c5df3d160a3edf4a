package org.hactl.site.model;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hactl.linux.net.InetAddresses;

/** The address of a virtual service: {@code 192.168.0.254:80/tcp}, {@code [fd00::1]:80/tcp}. */
public record ServiceAddress(InetAddress address, int port, Protocol protocol) {
  private static final Pattern FORM =
      Pattern.compile("([0-9.]+|\\[[0-9A-Fa-f:.]+\\]):([0-9]{1,5})(?:/([A-Za-z]+))?");

  /** The protocols that IPVS balances. */
  public enum Protocol {
    TCP,
    UDP,
    SCTP;

    /** The name as the kernel's tools and the site write it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static List<String> words() {
      return List.of(TCP.word(), UDP.word(), SCTP.word());
    }
  }

  /** Reads {@code address:port/protocol}; without a protocol it is tcp. */
  public static Optional<ServiceAddress> parse(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    String protocol = parts.group(3) == null ? "tcp" : parts.group(3);
    int port = Integer.parseInt(parts.group(2));
    if (port < 1 || port > 65_535 || !Protocol.words().contains(protocol)) {
      return Optional.empty();
    }
    return SiteAddresses.parse(parts.group(1).replaceAll("[\\[\\]]", ""))
        .map(address ->
            new ServiceAddress(address, port, Protocol.valueOf(protocol.toUpperCase(Locale.ROOT))));
  }

  @Override
  public String toString() {
    String host = InetAddresses.format(address);
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port + "/" + protocol.word();
  }
}

package org.hactl.control.facts;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Reads {@code /proc/net/ip_vs}, whose form is in the kernel's {@code
 * net/netfilter/ipvs/ip_vs_ctl.c} ({@code ip_vs_info_seq_show}): addresses and ports are
 * hexadecimal, an IPv6 address is in brackets.
 */
public final class IpvsTable {
  private static final int MAX_HEX_PORT = 4;

  private IpvsTable() {}

  /**
   * A virtual service.
   *
   * @param service in the form {@code 192.0.2.9:80/tcp}, or {@code fwmark 5}
   */
  public record Service(String service, String scheduler, List<RealServer> realServers) {}

  /** A real server; {@code forward} is one of {@code route}, {@code masq}, {@code tunnel}. */
  public record RealServer(String address, String forward, int weight, int active, int inactive) {}

  /** The services; a line that is not of the kernel's form is left out. */
  static List<Service> parse(List<String> lines) {
    List<Service> services = new ArrayList<>();
    for (String line : lines) {
      String[] words = line.strip().split("\\s+");
      if (words[0].matches("TCP|UDP|SCTP") && words.length > 2 && isAddress(words[1])) {
        String name = address(words[1]) + "/" + words[0].toLowerCase(Locale.ROOT);
        services.add(new Service(name, words[2], new ArrayList<>()));
      } else if (words[0].equals("FWM") && words.length > 2 && words[1].matches("[0-9A-F]{1,8}")) {
        String name = "fwmark " + Long.parseLong(words[1], 16);
        services.add(new Service(name, words[2], new ArrayList<>()));
      } else if (words[0].equals("->")
          && words.length > 5
          && isAddress(words[1])
          && !services.isEmpty()) {
        services
            .getLast()
            .realServers()
            .add(
                new RealServer(
                    address(words[1]),
                    words[2].toLowerCase(Locale.ROOT),
                    number(words[3]),
                    number(words[4]),
                    number(words[5])));
      }
    }
    return services;
  }

  private static boolean isAddress(String word) {
    return word.matches("[0-9A-F]{8}:[0-9A-F]{4}|\\[[0-9a-fA-F:.]{2,45}\\]:[0-9A-F]{4}");
  }

  private static String address(String word) {
    int colon = word.length() - MAX_HEX_PORT - 1;
    int port = Integer.parseInt(word, colon + 1, word.length(), 16);
    String address = word.substring(0, colon);
    if (address.startsWith("[")) {
      return address + ":" + port;
    }
    byte[] bytes = HexFormat.of().parseHex(address);
    return IntStream.range(0, bytes.length)
            .mapToObj(i -> Integer.toString(Byte.toUnsignedInt(bytes[i])))
            .collect(Collectors.joining("."))
        + ":"
        + port;
  }

  private static int number(String word) {
    return word.matches("[0-9]{1,9}") ? Integer.parseInt(word) : 0;
  }
}

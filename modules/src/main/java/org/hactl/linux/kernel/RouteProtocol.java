package org.hactl.linux.kernel;

import java.util.Map;
import org.hactl.linux.net.Numbers;

/**
 * Which program or protocol added a route ({@code rtm_protocol}) or a rule ({@code FRA_PROTOCOL},
 * since Linux 4.17), by iproute2's names or a number. An address has such a number, too ({@code
 * IFA_PROTO}, since Linux 5.18). An older kernel ignores the attribute.
 */
public record RouteProtocol(int value) {
  public static final RouteProtocol UNSPECIFIED = new RouteProtocol(0);
  public static final RouteProtocol KERNEL = new RouteProtocol(2);
  public static final RouteProtocol BOOT = new RouteProtocol(3);
  public static final RouteProtocol STATIC = new RouteProtocol(4);

  public static final RouteProtocol KEEPALIVED = new RouteProtocol(18);

  /**
   * The number of hactl's own routes, rules and addresses; no program in iproute2's list has it.
   */
  public static final RouteProtocol HACTL = new RouteProtocol(104);

  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          Map.entry(0, "unspec"),
          Map.entry(1, "redirect"),
          Map.entry(2, "kernel"),
          Map.entry(3, "boot"),
          Map.entry(4, "static"),
          Map.entry(9, "ra"),
          Map.entry(11, "zebra"),
          Map.entry(12, "bird"),
          Map.entry(16, "dhcp"),
          Map.entry(18, "keepalived"),
          Map.entry(186, "bgp"),
          Map.entry(188, "ospf"));

  public RouteProtocol {
    Numbers.requireByte("route protocol", value);
  }

  /**
   * @throws IllegalArgumentException if the text is neither a name nor a number from 0 to 255
   */
  public static RouteProtocol parse(String text) {
    return new RouteProtocol(Numbers.named("route protocol", text, NAMES));
  }

  @Override
  public String toString() {
    return NAMES.getOrDefault(value, Integer.toString(value));
  }
}

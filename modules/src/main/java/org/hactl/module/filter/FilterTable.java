package org.hactl.module.filter;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The table {@code inet hactl} as commands for nft. hactl owns everything in this table, and
 * nothing outside it. Pure.
 *
 * <p>Its rules are the same on every host; only the sets differ. So a packet costs the same with
 * one VIP as with a thousand. ARP does not pass through this table, and neighbour solicitations for
 * a VIP go to a multicast address; the table accepts neighbour discovery packets that are sent to
 * the VIP itself.
 */
final class FilterTable {
  static final String NAME = "inet hactl";
  static final String VIPS4 = "vips4";
  static final String VIPS6 = "vips6";
  static final String SERVICES4 = "services4";
  static final String SERVICES6 = "services6";

  private static final int LINE_ELEMENTS = 500;
  private static final String CHAIN = NAME + " input";

  private static final Map<String, String> SETS =
      new TreeMap<>(
          Map.of(
              VIPS4, "ipv4_addr",
              VIPS6, "ipv6_addr",
              SERVICES4, "ipv4_addr . inet_proto . inet_service",
              SERVICES6, "ipv6_addr . inet_proto . inet_service"));

  /** The rules of the table. When hactl reads the table back, it knows each rule by its comment. */
  private static final List<String> RULES =
      List.of(
          rule("ip daddr . meta l4proto . th dport @services4 accept", "services of IPv4"),
          rule("ip6 daddr . meta l4proto . th dport @services6 accept", "services of IPv6"),
          rule(
              "ip daddr @vips4 icmp type"
                  + " { destination-unreachable, time-exceeded, parameter-problem } accept",
              "errors of IPv4"),
          rule(
              "ip6 daddr @vips6 icmpv6 type { destination-unreachable, packet-too-big,"
                  + " time-exceeded, parameter-problem, nd-neighbor-solicit, nd-neighbor-advert }"
                  + " accept",
              "errors of IPv6 and neighbours"),
          rule("ip daddr @vips4 counter drop", "VIPs of IPv4"),
          rule("ip6 daddr @vips6 counter drop", "VIPs of IPv6"));

  private FilterTable() {}

  private static String rule(String what, String comment) {
    return what + " comment \"" + comment + "\"";
  }

  /** The comments of all rules, in order: they show whether the chain is complete. */
  static List<String> comments() {
    return RULES.stream()
        .map(rule -> rule.substring(rule.indexOf('"') + 1, rule.length() - 1))
        .toList();
  }

  /** Creates the table and its rules, or completes them; the sets keep their elements. */
  static List<String> skeleton() {
    List<String> lines = new ArrayList<>();
    lines.add("add table " + NAME);
    SETS.forEach((set, type) -> lines.add("add set %s %s { type %s; }".formatted(NAME, set, type)));
    lines.add("add chain " + CHAIN + " { type filter hook input priority -1; policy accept; }");
    lines.add("flush chain " + CHAIN);
    RULES.forEach(rule -> lines.add("add rule " + CHAIN + " " + rule));
    return lines;
  }

  static List<String> add(Collection<Element> elements) {
    return change("add", elements);
  }

  static List<String> remove(Collection<Element> elements) {
    return change("delete", elements);
  }

  static List<String> removeAll() {
    return List.of("delete table " + NAME);
  }

  private static List<String> change(String verb, Collection<Element> elements) {
    Map<String, List<String>> bySet =
        elements.stream()
            .sorted()
            .collect(
                Collectors.groupingBy(
                    Element::set,
                    TreeMap::new,
                    Collectors.mapping(Element::value, Collectors.toList())));
    List<String> lines = new ArrayList<>();
    bySet.forEach((set, values) -> {
      for (int from = 0; from < values.size(); from += LINE_ELEMENTS) {
        List<String> some = values.subList(from, Math.min(from + LINE_ELEMENTS, values.size()));
        lines.add("%s element %s %s { %s }".formatted(verb, NAME, set, String.join(", ", some)));
      }
    });
    return lines;
  }
}

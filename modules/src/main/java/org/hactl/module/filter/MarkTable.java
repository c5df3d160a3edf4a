package org.hactl.module.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hactl.module.Change;
import org.hactl.module.FieldChange;

/**
 * The table {@code inet hactl_marks} as commands for nft. hactl owns everything in it. Its rules
 * are the same on every host; only the maps differ. Pure.
 */
final class MarkTable {
  static final String NAME = "inet hactl_marks";

  /** The field for a change of the table itself. */
  static final String TABLE = "table";

  private static final String CHAIN = NAME + " prerouting";

  static final Map<String, String> RULES =
      new TreeMap<>(
          Map.of(
              "marks of IPv4",
              "meta mark set ip daddr . meta l4proto . th dport map @marks4",
              "marks of IPv6",
              "meta mark set ip6 daddr . meta l4proto . th dport map @marks6"));

  private MarkTable() {}

  /** One transaction for the changes of a plan. */
  static String script(List<Change> changes) {
    List<String> removed = new ArrayList<>();
    SortedMap<String, String> added = new TreeMap<>();
    boolean make = false;
    for (Change change : changes) {
      make |= change.desired() != null;
      for (FieldChange field : change.fields()) {
        if (field.field().equals(TABLE)) {
          if (field.to() == null) {
            return "delete table " + NAME + "\n";
          }
          continue;
        }
        if (field.from() != null) {
          removed.add(
              "delete element %s %s { %s }".formatted(NAME, map(field.field()), field.field()));
        }
        if (field.to() != null) {
          added.put(field.field(), field.to());
        }
      }
    }
    List<String> lines = new ArrayList<>(make ? skeleton() : List.of());
    lines.addAll(removed);
    added.forEach((element, mark) ->
        lines.add("add element %s %s { %s : %s }".formatted(NAME, map(element), element, mark)));
    return String.join("\n", lines) + "\n";
  }

  private static String map(String element) {
    return element.indexOf(':') < 0 ? "marks4" : "marks6";
  }

  /** Creates the table and its rules, or completes them; the maps keep their elements. */
  private static List<String> skeleton() {
    List<String> lines = new ArrayList<>();
    lines.add("add table " + NAME);
    for (String family : List.of("4", "6")) {
      lines.add(
          "add map %s marks%s { type ipv%s_addr . inet_proto . inet_service : mark; flags interval; }"
              .formatted(NAME, family, family));
    }
    // Before IPVS, and after the fragments of a packet are put together.
    lines.add(
        "add chain %s { type filter hook prerouting priority -150; policy accept; }"
            .formatted(CHAIN));
    lines.add("flush chain " + CHAIN);
    RULES.forEach((comment, rule) ->
        lines.add("add rule %s %s comment \"%s\"".formatted(CHAIN, rule, comment)));
    return lines;
  }
}

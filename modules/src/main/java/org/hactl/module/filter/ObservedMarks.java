package org.hactl.module.filter;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The table of firewall marks as nft lists it.
 *
 * @param isThere whether there is such a table
 * @param isWhole whether its chain and its rules are complete
 * @param marks by the keys of its maps
 */
public record ObservedMarks(boolean isThere, boolean isWhole, Map<String, String> marks) {
  static final ObservedMarks NOTHING = new ObservedMarks(false, false, Map.of());

  public ObservedMarks {
    marks = Map.copyOf(marks);
  }

  /**
   * Reads {@code nft -j list table}, libnftables-json(5).
   *
   * @param objects of the table
   */
  static ObservedMarks read(JsonNode objects) {
    Map<String, String> marks = new TreeMap<>();
    List<String> rules = new ArrayList<>();
    boolean hooked = false;
    for (JsonNode each : objects) {
      for (JsonNode element : each.path("map").path("elem")) {
        marks.put(key(element.path(0)), element.path(1).asText());
      }
      hooked |= each.path("chain").path("hook").asText().equals("prerouting");
      if (each.has("rule")) {
        rules.add(each.path("rule").path("comment").asText());
      }
    }
    boolean whole = hooked && rules.equals(List.copyOf(MarkTable.RULES.keySet()));
    return new ObservedMarks(true, whole, marks);
  }

  private static String key(JsonNode element) {
    JsonNode bare = element.has("elem") ? element.path("elem").path("val") : element;
    List<String> parts = new ArrayList<>();
    bare.path("concat")
        .forEach(part -> {
          JsonNode range = part.path("range");
          parts.add(
              range.isArray()
                  ? range.path(0).asText() + "-" + range.path(1).asText()
                  : part.asText());
        });
    return String.join(" . ", parts);
  }
}

package org.hactl.module.filter;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The table as nft lists it.
 *
 * @param isThere whether there is such a table
 * @param isWhole whether its chain and its rules are complete
 * @param elements of its sets
 */
public record ObservedFilter(boolean isThere, boolean isWhole, Set<Element> elements) {
  static final ObservedFilter NOTHING = new ObservedFilter(false, false, Set.of());

  public ObservedFilter {
    elements = Set.copyOf(elements);
  }

  /**
   * Reads {@code nft -j list table}, libnftables-json(5).
   *
   * @param objects of the table
   */
  static ObservedFilter read(JsonNode objects) {
    Set<Element> elements = new TreeSet<>();
    List<String> rules = new ArrayList<>();
    boolean hooked = false;
    for (JsonNode each : objects) {
      JsonNode set = each.path("set");
      for (JsonNode element : set.path("elem")) {
        elements.add(new Element(set.path("name").asText(), value(element)));
      }
      JsonNode chain = each.path("chain");
      hooked |=
          chain.path("name").asText().equals("input")
              && chain.path("hook").asText().equals("input");
      if (each.has("rule")) {
        rules.add(each.path("rule").path("comment").asText());
      }
    }
    return new ObservedFilter(true, hooked && rules.equals(FilterTable.comments()), elements);
  }

  /** An element with a comment or a counter is an object that holds the value. */
  private static String value(JsonNode element) {
    JsonNode bare = element.has("elem") ? element.path("elem").path("val") : element;
    if (!bare.has("concat")) {
      return bare.asText();
    }
    List<String> parts = new ArrayList<>();
    bare.path("concat").forEach(part -> parts.add(part.asText()));
    return String.join(" . ", parts);
  }
}

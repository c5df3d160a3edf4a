package org.hactl.cli.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.hactl.host.Hold;

/** Holds as JSON, each with its kind: {@code {"hold":"drain","realServer":"web1",...}}. */
public final class HoldsJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private HoldsJson() {}

  public static List<JsonNode> of(List<Hold> holds) {
    return holds.stream().map(hold -> (JsonNode) MAPPER.valueToTree(hold)).toList();
  }
}

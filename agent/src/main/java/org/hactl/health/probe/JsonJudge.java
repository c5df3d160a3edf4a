package org.hactl.health.probe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.hactl.health.wire.MalformedAnswer;
import org.hactl.host.HttpWanted.JsonValueAt;
import org.jspecify.annotations.Nullable;

/** Looks for values in a JSON body. */
record JsonJudge(List<JsonValueAt> wanted) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  boolean needed() {
    return !wanted.isEmpty();
  }

  /** What the body lacks; null if it is as wanted. */
  @Nullable String lack(byte[] body) {
    JsonNode root;
    try {
      root = MAPPER.readTree(body);
    } catch (IOException _) {
      // The parser's words would show the body.
      return "body of " + body.length + " bytes is not JSON";
    }
    for (JsonValueAt each : wanted) {
      JsonNode value = at(root, each.path());
      if (value.isMissingNode()) {
        return "body has no " + each.path();
      }
      if (!value.isValueNode() || !value.asText().equals(each.equals())) {
        return "%s is %s, wanted %s"
            .formatted(each.path(), MalformedAnswer.printable(value.toString()), each.equals());
      }
    }
    return null;
  }

  private static JsonNode at(JsonNode root, String path) {
    JsonNode node = root;
    for (String step : path.split("\\.", -1)) {
      node = node.isArray() ? item(node, step) : node.path(step);
    }
    return node;
  }

  private static JsonNode item(JsonNode list, String step) {
    return list.path(step.matches("[0-9]{1,9}") ? Integer.parseInt(step) : -1);
  }
}

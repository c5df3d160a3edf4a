package org.hactl.jinja.filter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hactl.jinja.python.JinjaException;
import org.hactl.jinja.python.None;
import org.hactl.jinja.python.Numbers;

/** Python's {@code json.loads}. */
final class JsonReading {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private JsonReading() {}

  static Object read(String text, Runtime runtime) {
    runtime.spend(text.length());
    try {
      JsonNode node = JSON.readTree(text);
      if (node == null || node.isMissingNode()) {
        throw new JinjaException("\"from_json\": the text is empty");
      }
      return value(node, runtime);
    } catch (JsonProcessingException e) {
      throw new JinjaException(
          "\"from_json\": the text is no JSON (line "
              + e.getLocation().getLineNr()
              + ", column "
              + e.getLocation().getColumnNr()
              + ")");
    }
  }

  private static Object value(JsonNode node, Runtime runtime) {
    runtime.spend(4);
    return switch (node.getNodeType()) {
      case ARRAY -> {
        List<Object> items = new ArrayList<>();
        node.forEach(item -> items.add(value(item, runtime)));
        yield items;
      }
      case OBJECT -> {
        Map<Object, Object> map = new LinkedHashMap<>();
        node.properties().forEach(e -> map.put(e.getKey(), value(e.getValue(), runtime)));
        yield map;
      }
      case BOOLEAN -> node.booleanValue();
      case NUMBER ->
          node.isIntegralNumber() ? Numbers.of(node.bigIntegerValue()) : node.doubleValue();
      case STRING -> node.textValue();
      case NULL -> None.NONE;
      case BINARY, MISSING, POJO -> throw new JinjaException("\"from_json\": no JSON");
    };
  }
}

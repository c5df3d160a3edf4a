package org.hactl.cli;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;

/**
 * JSON in the form of a type, with values that no sound agent would send. Without data left it
 * gives the dullest value, so that short inputs give whole answers.
 */
final class HostileReplies {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int MAX_DEPTH = 8;
  private static final int MAX_ITEMS = 3;
  private static final int MAX_LETTERS = 40;
  private static final List<String> TEXTS =
      List.of(
          "a",
          "MASTER",
          "BACKUP",
          "FAULT",
          "VI_1",
          "192.168.0.254/24",
          "192.168.0.254:80/tcp",
          "fe80::1",
          "",
          "\u001b[2J\u001b]0;title\u0007",
          "two\nlines\r",
          "\u009b31m",
          "%s%n%d",
          "x".repeat(3_000));
  private static final List<Long> NUMBERS =
      List.of(
          0L,
          1L,
          -1L,
          255L,
          (long) Integer.MAX_VALUE,
          (long) Integer.MIN_VALUE,
          Long.MAX_VALUE,
          Long.MIN_VALUE,
          1_700_000_000_000L);

  private final FuzzedDataProvider data;

  HostileReplies(FuzzedDataProvider data) {
    this.data = data;
  }

  JsonNode of(Class<?> type) {
    return of(type, 0);
  }

  private JsonNode of(Type type, int depth) {
    if (depth > MAX_DEPTH || oneIn(64)) {
      return JSON.nullNode();
    }
    if (oneIn(64)) {
      return JSON.textNode(text());
    }
    return switch (type) {
      case ParameterizedType list when list.getRawType() == List.class ->
          list(list.getActualTypeArguments()[0], depth);
      case ParameterizedType map when map.getRawType() == Map.class ->
          JSON.objectNode().set(text(), of(map.getActualTypeArguments()[1], depth + 1));
      case Class<?> known -> known(known, depth);
      default -> throw new IllegalArgumentException("no JSON for " + type);
    };
  }

  private JsonNode known(Class<?> type, int depth) {
    if (type == String.class) {
      return JSON.textNode(text());
    }
    if (type == boolean.class || type == Boolean.class) {
      return JSON.booleanNode(data.consumeBoolean());
    }
    if (type == int.class || type == Integer.class) {
      return JSON.numberNode((int) number());
    }
    if (type == long.class || type == Long.class) {
      return JSON.numberNode(number());
    }
    if (type == double.class) {
      return JSON.numberNode(data.consumeRegularDouble());
    }
    if (type.isEnum()) {
      Object[] words = type.getEnumConstants();
      return JSON.textNode(((Enum<?>) words[data.consumeInt(0, words.length - 1)]).name());
    }
    JsonSubTypes kinds = type.getAnnotation(JsonSubTypes.class);
    if (kinds != null && type.isInterface()) {
      JsonSubTypes.Type kind = kinds.value()[data.consumeInt(0, kinds.value().length - 1)];
      return fields(kind.value(), depth)
          .put(type.getAnnotation(JsonTypeInfo.class).property(), kind.name());
    }
    return fields(type, depth);
  }

  private ObjectNode fields(Class<?> type, int depth) {
    ObjectNode object = JSON.objectNode();
    for (RecordComponent each : type.getRecordComponents()) {
      if (!oneIn(64)) {
        object.set(each.getName(), of(each.getGenericType(), depth + 1));
      }
    }
    return object;
  }

  private ArrayNode list(Type of, int depth) {
    ArrayNode array = JSON.arrayNode();
    for (int left = data.consumeInt(0, MAX_ITEMS); left > 0; left--) {
      array.add(of(of, depth + 1));
    }
    return array;
  }

  private String text() {
    return oneIn(4)
        ? data.consumeString(MAX_LETTERS)
        : TEXTS.get(data.consumeInt(0, TEXTS.size() - 1));
  }

  private long number() {
    return oneIn(4) ? data.consumeLong() : NUMBERS.get(data.consumeInt(0, NUMBERS.size() - 1));
  }

  private boolean oneIn(int many) {
    return data.consumeInt(0, many - 1) == many - 1;
  }
}

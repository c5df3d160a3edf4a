package org.hactl.yaml;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The named parts of a JSON Schema; each is printed once, under {@code $defs}. */
public final class Definitions {
  private final Map<String, ObjectNode> parts = new TreeMap<>();

  Definitions() {}

  /** The JSON Schema (2020-12) of a file that holds this shape. */
  public static ObjectNode document(String title, Shape<?> shape) {
    Definitions definitions = new Definitions();
    ObjectNode body = shape.schema(definitions);
    ObjectNode document = object();
    document.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    document.put("title", title);
    document.setAll(body);
    if (!definitions.parts.isEmpty()) {
      ObjectNode defs = document.putObject("$defs");
      definitions.parts.forEach(defs::set);
    }
    return document;
  }

  /** A reference to a named part, which is made at its first use and may refer to itself. */
  ObjectNode refer(String name, Supplier<ObjectNode> body) {
    if (!parts.containsKey(name)) {
      parts.put(name, object());
      parts.put(name, body.get());
    }
    return object().put("$ref", "#/$defs/" + name);
  }

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** The schema of a value or of a template that yields it. */
  static ObjectNode orTemplate(ObjectNode schema) {
    ObjectNode either = object();
    var any = either.putArray("anyOf");
    any.add(schema);
    any.addObject().put("type", "string").put("pattern", "\\{\\{|\\{%");
    return either;
  }
}

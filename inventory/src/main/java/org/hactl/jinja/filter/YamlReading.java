package org.hactl.jinja.filter;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hactl.jinja.python.JinjaException;
import org.hactl.jinja.python.None;
import org.hactl.jinja.python.Values;
import org.hactl.jinja.python.YamlTypes;
import org.hactl.yaml.Problem;
import org.hactl.yaml.Problems;
import org.hactl.yaml.SourceText;
import org.hactl.yaml.YamlEntry;
import org.hactl.yaml.YamlList;
import org.hactl.yaml.YamlMap;
import org.hactl.yaml.YamlNode;
import org.hactl.yaml.YamlReader;
import org.hactl.yaml.YamlScalar;

/** PyYAML's {@code yaml.load}. */
final class YamlReading {
  private YamlReading() {}

  static Object one(Object value, Runtime runtime) {
    if (!(Values.defined(value) instanceof String text)) {
      return value;
    }
    runtime.spend(text.length());
    if (blank(text)) {
      return None.NONE;
    }
    Problems problems = new Problems();
    YamlNode node =
        YamlReader.parse(new SourceText(Path.of("from_yaml"), text), problems).orElse(null);
    if (node == null || !problems.isEmpty()) {
      Problem first = problems.all().getFirst();
      throw new JinjaException(
          "\"from_yaml\": " + first.message() + " (line " + first.line() + ")");
    }
    return value(node, runtime);
  }

  static Object all(Object value, Runtime runtime) {
    if (!(Values.defined(value) instanceof String text)) {
      return value;
    }
    if (text.matches("(?s)(---|.*\n---)(\\s.*)?")) {
      throw new JinjaException("\"from_yaml_all\" reads one document only");
    }
    return new ArrayList<>(blank(text) ? List.of() : List.of(one(text, runtime)));
  }

  private static boolean blank(String text) {
    return text.lines()
        .map(String::strip)
        .allMatch(line -> line.isEmpty() || line.startsWith("#") || line.equals("---"));
  }

  private static Object value(YamlNode node, Runtime runtime) {
    runtime.spend(4);
    return switch (node) {
      case YamlMap map -> {
        Map<Object, Object> values = new LinkedHashMap<>();
        for (YamlEntry entry : map.entries()) {
          values.put(YamlTypes.value(entry.key()), value(entry.value(), runtime));
        }
        yield values;
      }
      case YamlList list -> {
        List<Object> items = new ArrayList<>();
        list.items().forEach(item -> items.add(value(item, runtime)));
        yield items;
      }
      case YamlScalar scalar when !scalar.tag().isEmpty() ->
          throw new JinjaException("\"from_yaml\": a tag is not supported");
      case YamlScalar scalar -> YamlTypes.value(scalar);
    };
  }
}

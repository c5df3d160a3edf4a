package org.hactl.jinja.filter;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.hactl.jinja.python.DateTime;
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
  /** The line that begins a document. */
  private static final Pattern DOCUMENT = Pattern.compile("(?m)^---(?=[ \\t\\n]|\\z)");

  /** YAML 1.1's days and times. */
  private static final Pattern DATE =
      Pattern.compile(
          "\\d{4}-\\d{2}-\\d{2}|\\d{4}-\\d{1,2}-\\d{1,2}(?:[Tt]|[ \\t]+)\\d{1,2}:\\d{2}:\\d{2}.*");

  private static final Pattern TAG = Pattern.compile("(?m)(?:^|[\\s,\\[{])!!\\w");

  private YamlReading() {}

  static Object one(Object value, Runtime runtime) {
    if (!(Values.defined(value) instanceof String text)) {
      return value;
    }
    runtime.spend(text.length());
    if (blank(text)) {
      return None.NONE;
    }
    if (TAG.matcher(text).find()) {
      throw new JinjaException("\"from_yaml\": a tag is not supported");
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
    List<Object> documents = new ArrayList<>();
    String[] parts = DOCUMENT.split(text, -1);
    for (int i = 0; i < parts.length; i++) {
      if (i > 0 || parts.length == 1 && !blank(text) || i == 0 && !blank(parts[0])) {
        documents.add(one(parts[i], runtime));
      }
    }
    return documents;
  }

  private static boolean dated(YamlScalar scalar) {
    return scalar.style() == YamlScalar.Style.PLAIN && DATE.matcher(scalar.text()).matches();
  }

  private static Object date(String text) {
    try {
      if (text.length() == 10) {
        return new DateTime.Day(LocalDate.parse(text));
      }
      if (text.length() == 19) {
        return new DateTime(LocalDateTime.parse(text.replaceAll("[Tt ]", "T")));
      }
    } catch (DateTimeException e) {
      throw new JinjaException("\"from_yaml\": there is no day or time " + text);
    }
    throw new JinjaException("\"from_yaml\" reads no time zones; write \"" + text + "\" in quotes");
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
      case YamlScalar scalar when dated(scalar) -> date(scalar.text());
      case YamlScalar scalar -> YamlTypes.value(scalar);
    };
  }
}

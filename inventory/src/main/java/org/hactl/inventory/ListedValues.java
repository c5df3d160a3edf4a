package org.hactl.inventory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hactl.jinja.python.None;
import org.hactl.jinja.python.PythonText;
import org.hactl.yaml.YamlList;
import org.hactl.yaml.YamlMap;
import org.hactl.yaml.YamlNode;
import org.hactl.yaml.YamlScalar;
import org.jspecify.annotations.Nullable;

/**
 * Values as Ansible's JSON has them: an encrypted text and one that is never a template are maps
 * with a key that says so.
 */
final class ListedValues {
  private ListedValues() {}

  /** Maps, lists, texts, numbers, booleans and null. */
  static @Nullable Object of(YamlNode node) {
    return switch (node) {
      case YamlScalar scalar when scalar.vaulted() -> Map.of("__ansible_vault", scalar.text());
      case YamlScalar scalar when scalar.unsafe() -> Map.of("__ansible_unsafe", scalar.text());
      case YamlScalar scalar -> plain(NativeValues.of(scalar));
      case YamlList list -> {
        List<@Nullable Object> items = new ArrayList<>();
        list.items().forEach(item -> items.add(of(item)));
        yield items;
      }
      case YamlMap map -> {
        Map<String, @Nullable Object> entries = new TreeMap<>();
        map.entries().forEach(e -> entries.put(key(NativeValues.of(e.key())), of(e.value())));
        yield entries;
      }
    };
  }

  private static @Nullable Object plain(Object value) {
    return switch (value) {
      case None _ -> null;
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> entries = new LinkedHashMap<>();
        map.entrySet().stream()
            .sorted(Comparator.comparing(e -> key(e.getKey())))
            .forEach(e -> entries.put(key(e.getKey()), plain(e.getValue())));
        yield entries;
      }
      case Iterable<?> list -> {
        List<@Nullable Object> items = new ArrayList<>();
        list.forEach(item -> items.add(plain(item)));
        yield items;
      }
      default -> value;
    };
  }

  /** A key as Python's {@code json.dumps} writes it. */
  private static String key(Object key) {
    return switch (key) {
      case None _ -> "null";
      case Boolean yes -> yes ? "true" : "false";
      case Double number -> PythonText.floating(number);
      default -> String.valueOf(key);
    };
  }
}

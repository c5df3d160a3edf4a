package org.hactl.inventory;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.hactl.jinja.PythonLiterals;
import org.hactl.jinja.python.NativeText;
import org.hactl.jinja.python.None;
import org.hactl.jinja.python.PythonText;
import org.hactl.jinja.python.SecretValue;
import org.hactl.jinja.python.YamlTypes;
import org.hactl.yaml.Mark;
import org.hactl.yaml.YamlEntry;
import org.hactl.yaml.YamlList;
import org.hactl.yaml.YamlMap;
import org.hactl.yaml.YamlNode;
import org.hactl.yaml.YamlScalar;

/** Converts between nodes and the values that templates compute with. */
final class NativeValues {
  /** Words that are constants in a template and plain texts in Python. */
  private static final Set<String> NO_PYTHON = Set.of("true", "false", "none", "null");

  private NativeValues() {}

  /** The value that Ansible gives to a scalar without a template. */
  static Object of(YamlScalar scalar) {
    String text = scalar.text();
    return switch (scalar.style()) {
      case PLAIN -> scalar.tag().isEmpty() ? YamlTypes.plain(text) : text;
      case INI -> PythonLiterals.read(text, NO_PYTHON).orElse(text);
      case SINGLE_QUOTED, DOUBLE_QUOTED, LITERAL, FOLDED, FILE -> text;
    };
  }

  /** The same value; each single value in it is marked as a secret, and nothing can be changed. */
  static Object sealed(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        Map<Object, Object> all = new LinkedHashMap<>();
        map.forEach((key, item) -> all.put(key, sealed(Objects.requireNonNull(item))));
        yield Collections.unmodifiableMap(all);
      }
      case List<?> list -> {
        List<Object> all = new ArrayList<>();
        list.forEach(item -> all.add(sealed(Objects.requireNonNull(item))));
        yield Collections.unmodifiableList(all);
      }
      case SecretValue secret -> secret;
      default -> new SecretValue(value);
    };
  }

  /** The node for a value, in the place of the template that yielded it. */
  static YamlNode node(YamlScalar template, Object value, boolean secret) {
    Mark at = secret ? template.at().hidden() : template.at();
    return switch (value) {
      case None _ -> YamlScalar.plain(at, "");
      case SecretValue(Object inside) -> node(template, inside, true);
      case NativeText(String text) -> template.rendered(text, secret);
      case Map<?, ?> map -> {
        List<YamlEntry> entries = new ArrayList<>();
        map.forEach((key, item) ->
            entries.add(
                new YamlEntry(
                    YamlScalar.string(at, String.valueOf(key)),
                    node(template, Objects.requireNonNull(item), secret))));
        yield new YamlMap(at, template.end(), true, entries);
      }
      case Iterable<?> list -> {
        List<YamlNode> items = new ArrayList<>();
        list.forEach(item -> items.add(node(template, Objects.requireNonNull(item), secret)));
        yield new YamlList(at, template.end(), true, items);
      }
      case Boolean yes -> template.rendered(yes ? "True" : "False", secret);
      case Double number -> template.rendered(PythonText.floating(number), secret);
      default -> template.rendered(value.toString(), secret);
    };
  }
}

package org.hactl.inventory;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hactl.yaml.Mark;
import org.hactl.yaml.YamlEntry;
import org.hactl.yaml.YamlList;
import org.hactl.yaml.YamlMap;
import org.hactl.yaml.YamlNode;
import org.hactl.yaml.YamlScalar;
import org.jspecify.annotations.Nullable;

/** Converts between nodes and the values that templates compute with. */
final class NativeValues {
  private NativeValues() {}

  static @Nullable Object of(YamlScalar scalar) {
    String text = scalar.text();
    return switch (scalar.type()) {
      case NULL -> null;
      case BOOLEAN -> text.equals("true");
      case INTEGER -> text.length() < 18 ? (Object) Long.valueOf(text) : longNumber(text);
      case DECIMAL -> text.length() < 40 ? new BigDecimal(text) : text;
      case STRING -> text;
    };
  }

  private static Object longNumber(String text) {
    return text.length() < 40 ? new BigInteger(text) : text;
  }

  /** The node for a value, in the place of the template that yielded it. */
  static YamlNode node(YamlScalar template, @Nullable Object value, boolean secret) {
    Mark at = secret ? template.at().hidden() : template.at();
    return switch (value) {
      case null -> YamlScalar.plain(at, "");
      case Map<?, ?> map -> {
        List<YamlEntry> entries = new ArrayList<>();
        map.forEach((key, item) ->
            entries.add(
                new YamlEntry(
                    YamlScalar.string(at, String.valueOf(key)), node(template, item, secret))));
        yield new YamlMap(at, template.end(), true, entries);
      }
      case Iterable<?> list -> {
        List<YamlNode> items = new ArrayList<>();
        list.forEach(item -> items.add(node(template, item, secret)));
        yield new YamlList(at, template.end(), true, items);
      }
      case BigDecimal number -> template.rendered(number.toPlainString(), secret);
      default -> template.rendered(value.toString(), secret);
    };
  }
}

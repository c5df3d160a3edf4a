package org.hactl.yaml;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A list; with {@code single} a value without brackets is a list of one. */
final class ListShape<T> extends Shape<List<T>> {
  private final Shape<T> item;
  private final boolean single;

  ListShape(Shape<T> item, boolean single) {
    this.item = item;
    this.single = single;
  }

  @Override
  Optional<List<T>> read(YamlNode node, Decoding in) {
    if (!(node instanceof YamlList list)) {
      return single && item.accepts(node)
          ? item.read(node, in).map(List::of)
          : in.wrong(node, expected());
    }
    List<T> values = new ArrayList<>();
    boolean whole = true;
    for (int i = 0; i < list.items().size(); i++) {
      Optional<T> value = item.decode(list.items().get(i), in.item(i));
      value.ifPresent(values::add);
      whole &= value.isPresent();
    }
    return whole ? Optional.of(List.copyOf(values)) : Optional.empty();
  }

  @Override
  boolean accepts(YamlNode node) {
    return node instanceof YamlList || (single && item.accepts(node));
  }

  @Override
  String expected() {
    return single ? item.expected() + " or a list of them" : "a list";
  }

  @Override
  ObjectNode schema(Definitions definitions) {
    ObjectNode list = Definitions.object().put("type", "array");
    list.set("items", item.schema(definitions));
    if (!single) {
      return list;
    }
    ObjectNode either = Definitions.object();
    either.putArray("anyOf").add(list).add(item.schema(definitions));
    return either;
  }
}

package org.hactl.site.resolve;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hactl.yaml.Decoding;
import org.hactl.yaml.Key;
import org.hactl.yaml.Named;
import org.hactl.yaml.Shape;
import org.hactl.yaml.YamlList;
import org.hactl.yaml.YamlNode;

/**
 * A map of the site that is decoded key by key and entry by entry, so that all problems are found.
 */
public record SiteSection(YamlNode node, Decoding in) {

  /** One decoded entry, and the context for problems with it. */
  public record SectionEntry<T>(Named<T> named, Decoding in) {}

  /** The value of a key; empty if the key is left out or the value is wrong. */
  public <T> Optional<T> get(Key<?> key, Shape<T> shape) {
    return written(key).flatMap(value -> shape.decode(value, below(key)));
  }

  /** The entries of the map below a key, not decoded. */
  public List<Named<YamlNode>> nodes(Key<?> key) {
    return get(key, Shape.entries(Shape.node())).orElse(List.of());
  }

  /** The entries of the map below a key, without those that are wrong. */
  public <T> List<SectionEntry<T>> entries(Key<?> key, Shape<T> shape) {
    List<SectionEntry<T>> right = new ArrayList<>();
    for (Named<YamlNode> entry : nodes(key)) {
      Decoding here = below(key).below(entry.name());
      shape
          .decode(entry.value(), here)
          .map(value -> new Named<>(entry.name(), entry.nameAt(), value, entry.at()))
          .ifPresent(named -> right.add(new SectionEntry<>(named, here)));
    }
    return right;
  }

  /** The items of the list below a key, without those that are wrong. */
  <T> List<T> items(Key<?> key, Shape<T> shape) {
    Optional<YamlNode> list = written(key);
    if (list.isPresent() && list.get() instanceof YamlList items) {
      return items.items().stream()
          .flatMap(item -> shape.decode(item, below(key)).stream())
          .toList();
    }
    return get(key, Shape.list(shape)).orElse(List.of());
  }

  public Decoding below(Key<?> key) {
    return in.below(key.name());
  }

  private Optional<YamlNode> written(Key<?> key) {
    return node.find(key.name()).filter(value -> !value.isNull());
  }
}

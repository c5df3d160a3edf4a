package org.hactl.yaml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Turns the parser's nodes into nodes of this package: finds duplicate keys, resolves {@code <<}
 * and aliases, refuses cycles and documents with too many aliased values.
 */
final class NodeConverter {
  private static final long MAX_NODES = 500_000;
  private static final String MERGE = "<<";

  /** A converted node, and the number of nodes in it with all aliases written out. */
  private record Sized(YamlNode node, long size) {}

  private final SourceText source;
  private final Problems problems;
  private final Map<Node, Sized> done = new HashMap<>();
  private final Map<Node, Boolean> open = new HashMap<>();
  private final Budget budget = new Budget(5_000_000);

  private Mark place;

  NodeConverter(SourceText source, Problems problems) {
    this.source = source;
    this.problems = problems;
    place = source.at(1, 1);
  }

  Optional<YamlNode> convert(Node root) {
    try {
      return Optional.of(sized(root).node());
    } catch (Budget.SpentException e) {
      problems.add(place, "its aliases and merges make it too large");
      return Optional.empty();
    }
  }

  private Sized sized(Node node) {
    Sized known = done.get(node);
    if (known != null) {
      return known;
    }
    if (open.put(node, true) != null) {
      problems.add(start(node), "this value contains itself through an alias");
      return new Sized(YamlScalar.plain(start(node), ""), 1);
    }
    Sized made =
        switch (node) {
          case MappingNode map -> unsafe(map, map(map));
          case SequenceNode list -> unsafe(list, list(list));
          case ScalarNode scalar -> new Sized(scalar(scalar), 1);
          default -> throw new IllegalStateException("unknown node " + node.getNodeId());
        };
    open.remove(node);
    if (made.size() > MAX_NODES) {
      place = start(node);
      budget.spend(Long.MAX_VALUE);
    }
    done.put(node, made);
    return made;
  }

  /** {@code !unsafe} before a list or map holds for every text in it. */
  private static Sized unsafe(Node written, Sized made) {
    return written.getTag().getValue().equals(YamlScalar.UNSAFE)
        ? new Sized(unsafe(made.node()), made.size())
        : made;
  }

  private static YamlNode unsafe(YamlNode node) {
    return switch (node) {
      case YamlMap map ->
          new YamlMap(
              map.at(),
              map.end(),
              map.flow(),
              map.entries().stream()
                  .map(entry -> new YamlEntry(entry.key(), unsafe(entry.value())))
                  .toList());
      case YamlList list ->
          new YamlList(
              list.at(),
              list.end(),
              list.flow(),
              list.items().stream().map(NodeConverter::unsafe).toList());
      case YamlScalar scalar -> scalar.asUnsafe();
    };
  }

  private Sized list(SequenceNode list) {
    List<YamlNode> items = new ArrayList<>();
    long size = 1;
    for (Node item : list.getValue()) {
      Sized made = sized(item);
      items.add(made.node());
      size += made.size();
    }
    return new Sized(new YamlList(start(list), end(list), flow(list.getFlowStyle()), items), size);
  }

  private Sized map(MappingNode map) {
    Map<String, YamlEntry> own = new LinkedHashMap<>();
    Map<String, YamlEntry> merged = new LinkedHashMap<>();
    long size = 1;
    for (NodeTuple tuple : map.getValue()) {
      Sized value = sized(tuple.getValueNode());
      size += 1 + value.size();
      if (!(tuple.getKeyNode() instanceof ScalarNode keyNode)) {
        problems.add(start(tuple.getKeyNode()), "a key must be a single value");
        continue;
      }
      YamlScalar key = scalar(keyNode);
      if (key.text().equals(MERGE) && !key.quoted()) {
        merge(key, value.node(), merged);
        continue;
      }
      YamlEntry before = own.putIfAbsent(key.text(), new YamlEntry(key, value.node()));
      if (before != null) {
        problems.add(
            key.at(),
            "the key \"%s\" appears twice, first in line %d"
                .formatted(key.text(), before.key().at().line()));
      }
    }
    merged.forEach(own::putIfAbsent);
    for (YamlEntry entry : merged.values()) {
      size += own.get(entry.name()) == entry ? 2 : 0;
    }
    return new Sized(
        new YamlMap(start(map), end(map), flow(map.getFlowStyle()), List.copyOf(own.values())),
        size);
  }

  private void merge(YamlScalar key, YamlNode value, Map<String, YamlEntry> into) {
    switch (value) {
      case YamlMap map -> {
        place = key.at();
        budget.spend(map.entries().size());
        map.entries().forEach(e -> into.putIfAbsent(e.name(), e));
      }
      case YamlList list when list.items().stream().allMatch(YamlMap.class::isInstance) ->
          list.items().forEach(item -> merge(key, item, into));
      default -> problems.add(key.at(), "<< takes a map or a list of maps");
    }
  }

  private YamlScalar scalar(ScalarNode node) {
    YamlScalar.Style style =
        switch (node.getScalarStyle()) {
          case DOUBLE_QUOTED -> YamlScalar.Style.DOUBLE_QUOTED;
          case SINGLE_QUOTED -> YamlScalar.Style.SINGLE_QUOTED;
          case LITERAL -> YamlScalar.Style.LITERAL;
          case FOLDED -> YamlScalar.Style.FOLDED;
          case PLAIN, JSON_SCALAR_STYLE -> YamlScalar.Style.PLAIN;
        };
    String tag = explicitTag(node);
    YamlScalar.Type type =
        style == YamlScalar.Style.PLAIN && tag.isEmpty()
            ? YamlScalar.Type.of(node.getValue())
            : YamlScalar.Type.STRING;
    return new YamlScalar(start(node), end(node), node.getValue(), type, style, tag, false);
  }

  private String explicitTag(ScalarNode node) {
    String tag = node.getTag().getValue();
    return switch (tag) {
      case "!vault", "!vault-encrypted" -> YamlScalar.VAULT;
      case "!unsafe" -> YamlScalar.UNSAFE;
      case "tag:yaml.org,2002:str", "!" -> "";
      default -> {
        problems.add(
            start(node),
            "the tag %s is not known".formatted(tag),
            Nearest.to(tag, List.of(YamlScalar.VAULT, YamlScalar.UNSAFE)).orElse(null));
        yield "";
      }
    };
  }

  private static boolean flow(DumperOptions.FlowStyle style) {
    return style == DumperOptions.FlowStyle.FLOW;
  }

  private Mark start(Node node) {
    return source.at(node.getStartMark().getLine() + 1, node.getStartMark().getColumn() + 1);
  }

  private Mark end(Node node) {
    return source.at(node.getEndMark().getLine() + 1, node.getEndMark().getColumn() + 1);
  }
}

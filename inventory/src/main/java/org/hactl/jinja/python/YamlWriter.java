package org.hactl.jinja.python;

import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.hactl.jinja.python.YamlTree.Mapping;
import org.hactl.jinja.python.YamlTree.Pair;
import org.hactl.jinja.python.YamlTree.Scalar;
import org.hactl.jinja.python.YamlTree.Sequence;

/**
 * Writes YAML with the line breaks, quotes and anchors of libyaml 0.2.5, which Ansible uses. Lines
 * are counted in characters; a line is folded at the first single space behind the width.
 */
public final class YamlWriter {
  /** libyaml writes a longer key, in bytes, behind a question mark. */
  private static final int MAX_KEY_BYTES = 128;

  private final int step;
  private final YamlLines lines;

  /** The anchors of what occurs twice; the empty text is one of which only one place is known. */
  private final Map<YamlTree, String> anchors = new IdentityHashMap<>();

  private final Map<YamlTree, Boolean> written = new IdentityHashMap<>();
  private int anchorCount;
  private int brackets;

  /** Where a node stands. */
  private enum Place {
    ROOT,
    ITEM,
    VALUE,
    SHORT_KEY,
    LONG_KEY
  }

  private YamlWriter(int step, int width) {
    this.step = step > 1 && step < 10 ? step : 2;
    lines = new YamlLines(width < 0 ? Integer.MAX_VALUE : width > this.step * 2 ? width : 80);
  }

  /**
   * @param step spaces for each level
   * @param width characters of a line before it is folded; below zero for no limit
   */
  public static String write(YamlTree tree, int step, int width) {
    YamlWriter writer = new YamlWriter(step, width);
    writer.count(tree);
    writer.node(tree, -1, Place.ROOT);
    writer.lines.indent(0);
    return writer.lines.text();
  }

  private void count(YamlTree tree) {
    if (tree instanceof Scalar) {
      return;
    }
    String known = anchors.putIfAbsent(tree, "");
    if (known != null) {
      if (known.isEmpty()) {
        anchors.put(tree, "id%03d".formatted(++anchorCount));
      }
      return;
    }
    switch (tree) {
      case Scalar _ -> {}
      case Sequence list -> list.items().forEach(this::count);
      case Mapping map -> map.pairs().forEach(pair -> count(pair.value()));
    }
  }

  private void node(YamlTree tree, int indent, Place place) {
    if (tree instanceof Scalar scalar) {
      scalar(scalar, deeper(indent, true), place == Place.SHORT_KEY);
      return;
    }
    String anchor = anchors.getOrDefault(tree, "");
    if (!anchor.isEmpty()) {
      boolean again = written.putIfAbsent(tree, true) != null;
      lines.sign((again ? "*" : "&") + anchor, true);
      if (again) {
        return;
      }
    }
    switch (tree) {
      case Scalar _ -> {}
      case Sequence(List<YamlTree> items, boolean flow)
          when flow || brackets > 0 || items.isEmpty() -> {
        open("[");
        int inner = deeper(indent, true);
        String before = "";
        for (YamlTree item : items) {
          next(before, inner);
          node(item, inner, Place.ITEM);
          before = ",";
        }
        close("]");
      }
      case Sequence(List<YamlTree> items, boolean _) -> {
        int inner =
            place == Place.VALUE && !lines.isAtIndent()
                ? Math.max(indent, 0)
                : deeper(indent, false);
        for (YamlTree item : items) {
          lines.indent(inner);
          lines.listSign("-");
          node(item, inner, Place.ITEM);
        }
      }
      case Mapping(List<Pair> pairs, boolean flow) when flow || brackets > 0 || pairs.isEmpty() -> {
        open("{");
        int inner = deeper(indent, true);
        String before = "";
        for (Pair pair : pairs) {
          next(before, inner);
          pair(pair, inner);
          before = ",";
        }
        close("}");
      }
      case Mapping(List<Pair> pairs, boolean _) -> {
        int inner = deeper(indent, false);
        for (Pair pair : pairs) {
          lines.indent(inner);
          pair(pair, inner);
        }
      }
    }
  }

  private void pair(Pair pair, int indent) {
    if (isShort(pair.key())) {
      node(pair.key(), indent, Place.SHORT_KEY);
      lines.sign(":", false);
    } else if (brackets > 0) {
      lines.sign("?", true);
      node(pair.key(), indent, Place.LONG_KEY);
      next("", indent);
      lines.sign(":", true);
    } else {
      lines.listSign("?");
      node(pair.key(), indent, Place.LONG_KEY);
      lines.indent(indent);
      lines.listSign(":");
    }
    node(pair.value(), indent, Place.VALUE);
  }

  private static boolean isShort(Scalar key) {
    String text = key.text();
    return text.codePoints().noneMatch(YamlStyle::isBreak)
        && text.getBytes(StandardCharsets.UTF_8).length <= MAX_KEY_BYTES;
  }

  private int deeper(int indent, boolean flow) {
    return indent < 0 ? (flow ? step : 0) : indent + step;
  }

  private void open(String bracket) {
    lines.open(bracket);
    brackets++;
  }

  private void close(String bracket) {
    brackets--;
    lines.sign(bracket, false);
  }

  private void next(String comma, int indent) {
    if (!comma.isEmpty()) {
      lines.sign(comma, false);
    }
    if (lines.isFull()) {
      lines.indent(indent);
    }
  }

  private void scalar(Scalar scalar, int indent, boolean key) {
    switch (YamlStyle.of(scalar, brackets > 0, key)) {
      case PLAIN -> {
        lines.plain(scalar.text(), indent, !key, brackets > 0);
      }
      case SINGLE -> {
        lines.sign("'", true);
        lines.folded(scalar.text(), indent, !key, true);
        lines.sign("'", false);
      }
      case DOUBLE -> {
        lines.sign("\"", true);
        lines.escaped(scalar.text(), indent, !key);
        lines.sign("\"", false);
      }
    }
  }
}

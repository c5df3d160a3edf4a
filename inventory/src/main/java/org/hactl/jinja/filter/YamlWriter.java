package org.hactl.jinja.filter;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.hactl.jinja.filter.YamlTree.Mapping;
import org.hactl.jinja.filter.YamlTree.Pair;
import org.hactl.jinja.filter.YamlTree.Scalar;
import org.hactl.jinja.filter.YamlTree.Sequence;

/**
 * Writes YAML with the line breaks, quotes and anchors of libyaml 0.2.5, which Ansible uses. Lines
 * are counted in characters; a line is folded at the first single space behind the width.
 */
final class YamlWriter {
  /** libyaml writes a longer key, in bytes, behind a question mark. */
  private static final int MAX_KEY_BYTES = 128;

  private static final Map<Integer, String> ESCAPES = new HashMap<>();

  static {
    String letters = "0abtnvfr";
    int[] codes = {0, 7, 8, 9, 10, 11, 12, 13};
    for (int i = 0; i < codes.length; i++) {
      ESCAPES.put(codes[i], "\\" + letters.charAt(i));
    }
    ESCAPES.putAll(
        Map.of(
            0x1B,
            "\\e",
            (int) '"',
            "\\\"",
            (int) '\\',
            "\\\\",
            0x85,
            "\\N",
            0x2028,
            "\\L",
            0x2029,
            "\\P"));
  }

  private final int step;
  private final int width;
  private final StringBuilder out = new StringBuilder();

  /** The anchors of what occurs twice; the empty text is one of which only one place is known. */
  private final Map<YamlTree, String> anchors = new IdentityHashMap<>();

  private final Map<YamlTree, Boolean> written = new IdentityHashMap<>();
  private int anchorCount;
  private int column;

  /** Whether the last thing written leaves a gap for the next. */
  private boolean gap = true;

  /** Whether the line has nothing but spaces and list signs so far. */
  private boolean atIndent = true;

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
    this.width = width < 0 ? Integer.MAX_VALUE : width > this.step * 2 ? width : 80;
  }

  /**
   * @param step spaces for each level
   * @param width characters of a line before it is folded; below zero for no limit
   */
  static String write(YamlTree tree, int step, int width) {
    YamlWriter writer = new YamlWriter(step, width);
    writer.count(tree);
    writer.node(tree, -1, Place.ROOT);
    writer.indent(0);
    return writer.out.toString();
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
      sign((again ? "*" : "&") + anchor, true);
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
        int inner = place == Place.VALUE && !atIndent ? Math.max(indent, 0) : deeper(indent, false);
        for (YamlTree item : items) {
          indent(inner);
          listSign("-");
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
          indent(inner);
          pair(pair, inner);
        }
      }
    }
  }

  private void pair(Pair pair, int indent) {
    if (isShort(pair.key())) {
      node(pair.key(), indent, Place.SHORT_KEY);
      put(":");
      gap = false;
      atIndent = false;
    } else if (brackets > 0) {
      sign("?", true);
      node(pair.key(), indent, Place.LONG_KEY);
      next("", indent);
      sign(":", true);
    } else {
      listSign("?");
      node(pair.key(), indent, Place.LONG_KEY);
      indent(indent);
      listSign(":");
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
    sign(bracket, true);
    gap = true;
    brackets++;
  }

  private void close(String bracket) {
    brackets--;
    sign(bracket, false);
  }

  private void next(String comma, int indent) {
    if (!comma.isEmpty()) {
      sign(comma, false);
    }
    if (column > width) {
      indent(indent);
    }
  }

  private void sign(String text, boolean apart) {
    if (apart && !gap) {
      put(" ");
    }
    put(text);
    gap = false;
    atIndent = false;
  }

  /** A sign before which only spaces and such signs may stand. */
  private void listSign(String text) {
    if (!gap) {
      put(" ");
    }
    put(text);
    gap = false;
  }

  private void scalar(Scalar scalar, int indent, boolean key) {
    switch (YamlStyle.of(scalar, brackets > 0, key)) {
      case PLAIN -> {
        if (!gap && (!scalar.text().isEmpty() || brackets > 0)) {
          put(" ");
        }
        folded(scalar.text(), indent, !key, false);
        gap = false;
        atIndent = false;
      }
      case SINGLE -> {
        sign("'", true);
        folded(scalar.text(), indent, !key, true);
        sign("'", false);
      }
      case DOUBLE -> {
        sign("\"", true);
        escaped(scalar.text(), indent, !key);
        sign("\"", false);
      }
    }
  }

  private void folded(String text, int indent, boolean folds, boolean quoted) {
    boolean space = false;
    boolean broken = false;
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int c = text.codePointAt(i);
      boolean inner = !quoted || (i > 0 && i < text.length() - 1);
      if (c == ' ') {
        boolean single = i + 1 >= text.length() || text.charAt(i + 1) != ' ';
        if (folds && !space && column > width && inner && single) {
          indent(indent);
        } else {
          put(" ");
        }
        space = true;
        continue;
      }
      if (YamlStyle.isBreak(c)) {
        if (!broken && c == '\n') {
          lineBreak("\n");
        }
        lineBreak(Character.toString(c));
        atIndent = true;
        broken = true;
        continue;
      }
      if (broken) {
        indent(indent);
      }
      put(c == '\'' && quoted ? "''" : Character.toString(c));
      atIndent = false;
      space = false;
      broken = false;
    }
    if (broken) {
      indent(indent);
    }
  }

  private void escaped(String text, int indent, boolean folds) {
    boolean space = false;
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int c = text.codePointAt(i);
      if (c == ' ') {
        if (folds && !space && column > width && i > 0 && i < text.length() - 1) {
          indent(indent);
          if (text.charAt(i + 1) == ' ') {
            put("\\");
          }
        } else {
          put(" ");
        }
        space = true;
        continue;
      }
      space = false;
      if (ESCAPES.containsKey(c)) {
        put(ESCAPES.get(c));
      } else if (YamlStyle.isPrintable(c)) {
        put(Character.toString(c));
      } else {
        put((c <= 0xFF ? "\\x%02X" : c <= 0xFFFF ? "\\u%04X" : "\\U%08X").formatted(c));
      }
    }
  }

  private void indent(int indent) {
    int spaces = Math.max(indent, 0);
    if (!atIndent || column > spaces || (column == spaces && !gap)) {
      lineBreak("\n");
    }
    while (column < spaces) {
      put(" ");
    }
    gap = true;
    atIndent = true;
  }

  private void lineBreak(String text) {
    out.append(text);
    column = 0;
  }

  private void put(String text) {
    out.append(text);
    column += text.codePointCount(0, text.length());
  }
}

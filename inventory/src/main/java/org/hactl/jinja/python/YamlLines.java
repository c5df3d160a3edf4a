package org.hactl.jinja.python;

import java.util.HashMap;
import java.util.Map;

/** The lines of a YAML text, and how libyaml folds texts into them. */
final class YamlLines {
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

  private final int width;
  private final StringBuilder out = new StringBuilder();
  private int column;

  /** Whether the last thing written leaves a gap for the next. */
  private boolean gap = true;

  /** Whether the line has nothing but spaces and list signs so far. */
  private boolean atIndent = true;

  YamlLines(int width) {
    this.width = width;
  }

  String text() {
    return out.toString();
  }

  boolean isAtIndent() {
    return atIndent;
  }

  /** Whether the line is longer than the width. */
  boolean isFull() {
    return column > width;
  }

  void open(String bracket) {
    sign(bracket, true);
    gap = true;
  }

  /**
   * @param apart whether a space stands before it, if the line has not one there
   */
  void sign(String text, boolean apart) {
    if (apart && !gap) {
      put(" ");
    }
    put(text);
    gap = false;
    atIndent = false;
  }

  /** A sign before which only spaces and such signs may stand. */
  void listSign(String text) {
    if (!gap) {
      put(" ");
    }
    put(text);
    gap = false;
  }

  /** A text without quotes. */
  void plain(String text, int indent, boolean folds, boolean flow) {
    if (!gap && (!text.isEmpty() || flow)) {
      put(" ");
    }
    folded(text, indent, folds, false);
    gap = false;
    atIndent = false;
  }

  void folded(String text, int indent, boolean folds, boolean quoted) {
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

  void escaped(String text, int indent, boolean folds) {
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

  void indent(int indent) {
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

package org.hactl.inventory;

/**
 * Refuses templates that are too expensive to parse: the library's time grows with the square of an
 * expression's length, and its stack with the nesting.
 */
final class TemplateBounds {
  private static final int MAX_CHARACTERS = 256 << 10;
  private static final int MAX_EXPRESSION_CHARACTERS = 4_000;
  private static final int MAX_BRACKET_DEPTH = 30;
  private static final int MAX_OPEN_TAGS = 300;

  /** The library's name for its interpreter, which templates must not reach. */
  private static final String INTERPRETER = "int3rpr3t3r";

  private TemplateBounds() {}

  static void check(String text) {
    if (text.length() > MAX_CHARACTERS) {
      throw new TemplateException(
          null, "a template longer than " + (MAX_CHARACTERS >> 10) + " KiB");
    }
    if (text.contains(INTERPRETER)) {
      throw new TemplateException(null, "a template must not name the interpreter");
    }
    int tags = 0;
    int at = 0;
    while (at < text.length()) {
      int open = nextOpening(text, at);
      if (open < 0) {
        return;
      }
      boolean tag = text.charAt(open + 1) == '%';
      int close = text.indexOf(tag ? "%}" : "}}", open + 2);
      int end = close < 0 ? text.length() : close;
      String inside = text.substring(open + 2, end);
      checkExpression(inside);
      if (tag) {
        tags = Math.max(0, tags + (inside.replaceFirst("^-?\\s*", "").startsWith("end") ? -1 : 1));
        if (tags > MAX_OPEN_TAGS) {
          throw new TemplateException(null, "a template with too many tags");
        }
      }
      at = end + 2;
    }
  }

  private static int nextOpening(String text, int from) {
    int open = text.indexOf('{', from);
    while (open >= 0 && open + 1 < text.length()) {
      char next = text.charAt(open + 1);
      if (next == '{' || next == '%') {
        return open;
      }
      open = text.indexOf('{', open + 1);
    }
    return -1;
  }

  private static void checkExpression(String inside) {
    if (inside.length() > MAX_EXPRESSION_CHARACTERS) {
      throw new TemplateException(
          null, "an expression longer than " + MAX_EXPRESSION_CHARACTERS + " characters");
    }
    int depth = 0;
    for (int i = 0; i < inside.length(); i++) {
      switch (inside.charAt(i)) {
        case '(', '[', '{' -> depth++;
        case ')', ']', '}' -> depth--;
        default -> {}
      }
      if (depth > MAX_BRACKET_DEPTH) {
        throw new TemplateException(null, "an expression nested too deep");
      }
    }
  }
}

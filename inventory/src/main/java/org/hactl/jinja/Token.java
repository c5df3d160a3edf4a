package org.hactl.jinja;

/**
 * One word of a template.
 *
 * @param text the text of data, the name, the operator, the number as written, or the unescaped
 *     string
 * @param at its offset in the template
 */
record Token(Kind kind, String text, int at) {
  enum Kind {
    DATA,
    PRINT_BEGIN,
    PRINT_END,
    BLOCK_BEGIN,
    BLOCK_END,
    NAME,
    STRING,
    INTEGER,
    DECIMAL,
    OPERATOR,
    END
  }

  boolean is(Kind other) {
    return kind == other;
  }

  boolean name(String word) {
    return kind == Kind.NAME && text.equals(word);
  }

  boolean operator(String sign) {
    return kind == Kind.OPERATOR && text.equals(sign);
  }

  /** For messages. */
  String shown() {
    return switch (kind) {
      case DATA, END -> "the end of the template";
      case PRINT_BEGIN -> "{{";
      case PRINT_END -> "}}";
      case BLOCK_BEGIN -> "{%";
      case BLOCK_END -> "%}";
      case STRING -> "a text in quotes";
      case NAME, INTEGER, DECIMAL, OPERATOR -> "\"" + text + "\"";
    };
  }
}

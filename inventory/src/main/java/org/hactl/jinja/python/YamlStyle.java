package org.hactl.jinja.python;

import org.hactl.jinja.python.YamlTree.Scalar;

/** How libyaml, and with it PyYAML and Ansible, writes a scalar. */
enum YamlStyle {
  PLAIN,
  SINGLE,
  DOUBLE;

  private static final String INDICATORS = "#,[]{}&*!|>'\"%@`";

  /** The style of a scalar inside brackets ({@code flow}) or as a short key. */
  static YamlStyle of(Scalar scalar, boolean flow, boolean key) {
    String text = scalar.text();
    if (text.isEmpty()) {
      return scalar.plain() && !flow && !key ? PLAIN : SINGLE;
    }
    if (breaksBesideSpaces(text) || !text.codePoints().allMatch(YamlStyle::isPrintable)) {
      return DOUBLE;
    }
    boolean several = text.codePoints().anyMatch(YamlStyle::isBreak);
    if (several) {
      return key ? DOUBLE : SINGLE;
    }
    boolean padded = text.startsWith(" ") || text.endsWith(" ");
    return scalar.plain() && !padded && !needsQuotes(text, flow) ? PLAIN : SINGLE;
  }

  static boolean isBreak(int c) {
    return c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029;
  }

  /** Characters outside the basic plane are none that libyaml prints. */
  static boolean isPrintable(int c) {
    return c == '\n'
        || (c >= 0x20 && c <= 0x7E)
        || (c >= 0xA0 && c < 0xD800)
        || (c >= 0xE000 && c < 0xFFFE && c != 0xFEFF);
  }

  private static boolean breaksBesideSpaces(String text) {
    for (int i = 1; i < text.length(); i++) {
      char before = text.charAt(i - 1);
      char c = text.charAt(i);
      if ((before == ' ' && isBreak(c)) || (isBreak(before) && c == ' ')) {
        return true;
      }
    }
    return false;
  }

  /** Whether a sign of YAML stands where it would be read as one. */
  private static boolean needsQuotes(String text, boolean flow) {
    if (text.startsWith("---") || text.startsWith("...")) {
      return true;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean first = i == 0;
      boolean spaceAfter = i + 1 == text.length() || isBlank(text.charAt(i + 1));
      boolean spaceBefore = first || isBlank(text.charAt(i - 1));
      boolean sign =
          switch (c) {
            case '#' -> spaceBefore;
            case ':' -> flow || spaceAfter;
            case '?' -> flow || (first && spaceAfter);
            case '-' -> first && spaceAfter;
            case ',', '[', ']', '{', '}' -> flow || first;
            default -> first && INDICATORS.indexOf(c) >= 0;
          };
      if (sign) {
        return true;
      }
    }
    return false;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || isBreak(c);
  }
}

package org.hactl.cli.text;

/** Removes control characters from a host's text, so that it cannot control the terminal. */
public final class Printable {
  private Printable() {}

  /** The text without control characters; line ends and tabs stay. */
  public static String text(String said) {
    StringBuilder out = new StringBuilder(said.length());
    said.codePoints()
        .forEach(c -> {
          boolean control = Character.isISOControl(c) && c != '\n' && c != '\t';
          out.appendCodePoint(control ? 0xFFFD : c);
        });
    return out.toString();
  }
}

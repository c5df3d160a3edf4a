package org.hactl.cli.text;

/** Terminal colours; used only on a terminal and if NO_COLOR is not set. */
public enum Colour {
  GREEN("32"),
  YELLOW("33"),
  RED("31"),
  BOLD("1"),
  DIM("2");

  private final String code;

  Colour(String code) {
    this.code = code;
  }

  public String paint(String text, boolean on) {
    return on ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }

  /** A line below a host's name; control characters in the text are removed. */
  String line(String text, boolean colours) {
    return "  " + paint(Printable.text(text), colours) + "\n";
  }
}

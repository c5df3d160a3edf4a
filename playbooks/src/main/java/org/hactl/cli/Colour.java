package org.hactl.cli;

/** Colours of a terminal; used only where there is one and NO_COLOR is not set. */
enum Colour {
  GREEN("32"),
  YELLOW("33"),
  RED("31"),
  BOLD("1"),
  DIM("2");

  private final String code;

  Colour(String code) {
    this.code = code;
  }

  String paint(String text, boolean on) {
    return on ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }

  /** A line of its own below a host's name, whatever its text is made of. */
  String line(String text, boolean colours) {
    return "  " + paint(Printable.text(text), colours) + "\n";
  }
}

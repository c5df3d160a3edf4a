package org.hactl.cli.text;

import org.hactl.control.view.Headline;

/** The first line of {@code hactl status}: whether the site serves. */
public record HeadlineText(boolean colours) {
  /** The line with its line end. */
  public String of(Headline headline) {
    String text = Printable.text(headline.text());
    return switch (headline.serving()) {
      case YES -> line(Colour.GREEN, "SITE SERVES", text);
      case AT_RISK -> line(Colour.YELLOW, "SITE AT RISK", text);
      case NO -> line(Colour.RED, "SITE DOWN", text);
      case NOTHING ->
          line(
              Colour.BOLD,
              "NOTHING TO SERVE",
              text.isEmpty() ? "no host that answered has a virtual router or a service" : text);
    };
  }

  private String line(Colour colour, String word, String text) {
    return colour.paint(word, colours) + ": " + text + "\n";
  }
}

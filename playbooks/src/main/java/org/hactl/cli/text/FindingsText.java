package org.hactl.cli.text;

import java.util.List;
import org.hactl.control.view.Finding;
import org.hactl.control.view.Finding.Severity;

/** What is wrong with the site as a whole, above all that is about single hosts. */
public record FindingsText(boolean colours) {
  /** Empty if nothing was found. */
  public String of(List<Finding> findings) {
    StringBuilder text = new StringBuilder();
    for (Finding finding : findings) {
      Colour colour = finding.severity() == Severity.ERROR ? Colour.RED : Colour.YELLOW;
      text.append(colour.paint("SITE " + finding.severity(), colours))
          .append(": ")
          .append(Printable.text(finding.text()))
          .append("\n    likely cause: ")
          .append(Printable.text(finding.cause()))
          .append("\n    next: ")
          .append(Printable.text(finding.next()))
          .append('\n');
    }
    return text.toString();
  }
}

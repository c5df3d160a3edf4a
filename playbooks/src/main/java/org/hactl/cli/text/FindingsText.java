package org.hactl.cli.text;

import java.util.List;
import org.hactl.control.view.Finding;
import org.hactl.control.view.Finding.Severity;

/** The findings on the whole site, printed above the text on each host. */
public record FindingsText(boolean colours) {
  /** The text of the findings; empty if there are none. */
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

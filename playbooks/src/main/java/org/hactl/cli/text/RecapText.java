package org.hactl.cli.text;

import java.util.List;
import org.hactl.control.HostFailure;
import org.hactl.control.HostResult;

/**
 * The end of the output: the failures with their next steps, then one line per host as in Ansible.
 */
public record RecapText(boolean colours) {
  public String failures(List<HostResult> results) {
    StringBuilder text = new StringBuilder();
    for (HostResult result : results) {
      HostFailure failure = result.failure();
      if (failure != null) {
        String word =
            switch (result.outcome()) {
              case UNREACHABLE -> "UNREACHABLE";
              case ROLLED_BACK -> "ROLLED BACK";
              case FAILED, OK -> "FAILED";
            };
        text.append(Colour.RED.paint(word + " " + result.host(), colours))
            .append(": ")
            .append(Printable.text(failure.message()).strip().replace("\n", "\n    "))
            .append("\n    next: ")
            .append(Printable.text(failure.nextStep()))
            .append('\n');
      }
    }
    return text.toString();
  }

  public String of(List<HostResult> results) {
    int width = results.stream().mapToInt(result -> result.host().length()).max().orElse(0);
    StringBuilder text = new StringBuilder(Colour.BOLD.paint("RECAP", colours)).append('\n');
    for (HostResult result : results) {
      String line =
          "%s : ok=%d changed=%d unreachable=%d failed=%d"
              .formatted(
                  result.host() + " ".repeat(width - result.host().length()),
                  result.ok(),
                  result.changed(),
                  result.unreachable() ? 1 : 0,
                  result.failed() ? 1 : 0);
      Colour colour =
          result.failure() != null
              ? Colour.RED
              : result.changed() > 0 ? Colour.YELLOW : Colour.GREEN;
      text.append(colour.paint(line, colours)).append('\n');
    }
    return text.toString();
  }
}

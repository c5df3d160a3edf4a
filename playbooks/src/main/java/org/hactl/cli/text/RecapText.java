package org.hactl.cli.text;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hactl.control.HostResult;
import org.hactl.control.host.HostFailure;
import org.hactl.control.host.HostOutcome;
import org.hactl.control.rollout.Standing;

/**
 * The end of the output: the failures with their next steps, then one line per host as in Ansible.
 * If not every host is confirmed or as it was, each line also says where its host stands.
 *
 * @param zone that of the times
 */
public record RecapText(boolean colours, ZoneId zone) {
  /** Hosts that failed in the same way, for the same reason, are told together. */
  private record Told(HostOutcome outcome, HostFailure failure) {}

  public String failures(List<HostResult> results) {
    Map<Told, List<String>> hosts = new LinkedHashMap<>();
    for (HostResult result : results) {
      HostFailure failure = result.failure();
      if (failure != null) {
        hosts
            .computeIfAbsent(new Told(result.outcome(), failure), _ -> new ArrayList<>())
            .add(result.host());
      }
    }
    return hosts.entrySet().stream()
        .sorted(Comparator.comparingInt(each -> rank(each.getKey().outcome())))
        .map(each -> failure(each.getKey(), String.join(", ", each.getValue())))
        .collect(Collectors.joining());
  }

  /** First the hosts that failed themselves: they are the reason for what the others did. */
  private static int rank(HostOutcome outcome) {
    return switch (outcome) {
      case FAILED, UNREACHABLE, ROLLED_BACK, OK -> 0;
      case UNDONE -> 1;
      case NOT_STARTED -> 2;
    };
  }

  private String failure(Told told, String hosts) {
    String word =
        switch (told.outcome()) {
          case UNREACHABLE -> "UNREACHABLE";
          case ROLLED_BACK, UNDONE -> "ROLLED BACK";
          case NOT_STARTED -> "NEVER STARTED";
          case FAILED, OK -> "FAILED";
        };
    String text =
        Printable.text(told.failure().message()).strip().replace("\n", "\n    ")
            + "\n    next: "
            + Printable.text(told.failure().nextStep())
            + "\n";
    String reason = rank(told.outcome()) > 0 ? "because " : "";
    return Colour.RED.paint(word + " " + hosts, colours) + ": " + reason + text;
  }

  public String of(List<HostResult> results) {
    int width = results.stream().mapToInt(result -> result.host().length()).max().orElse(0);
    boolean standing = results.stream().anyMatch(RecapText::isBetween);
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
      text.append(colour.paint(line, colours));
      if (standing) {
        text.append("  ").append(result.standing().text(zone));
      }
      text.append('\n');
    }
    return text.toString();
  }

  /** Whether the host is neither confirmed nor as it was. */
  private static boolean isBetween(HostResult result) {
    Standing.Kind kind = result.standing().kind();
    return kind != Standing.Kind.CONFIRMED && kind != Standing.Kind.AS_IT_WAS;
  }
}

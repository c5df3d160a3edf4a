package org.hactl.control.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.hactl.control.view.Finding.Kind;

/** Whether the hosts' clocks agree with each other and with the control node's. Pure. */
record ClockFindings(List<HostAnswer> answers) {
  /** Far more than the travel time of an answer. The events of two hosts still appear in order. */
  private static final long TOLERANCE_MILLIS = 3_000;

  /**
   * A clock.
   *
   * @param aheadMillis of the control node's clock
   */
  private record HostClock(String host, long aheadMillis) {
    boolean agreesWith(long reference) {
      return Math.abs(aheadMillis - reference) <= TOLERANCE_MILLIS;
    }

    String text(long reference) {
      long ahead = aheadMillis - reference;
      return "%s %s %s"
          .formatted(host, TimeSpans.span(Math.abs(ahead)), ahead < 0 ? "behind" : "ahead");
    }
  }

  Optional<Finding> find() {
    List<HostClock> clocks = new ArrayList<>();
    for (HostAnswer answer : answers) {
      // An older agent does not tell its time.
      if (answer.status() != null && answer.status().nowMillis() > 0) {
        clocks.add(
            new HostClock(
                answer.host(),
                Objects.requireNonNull(answer.status()).nowMillis() - answer.atMillis()));
      }
    }
    clocks.add(new HostClock("this machine", 0));
    long reference = reference(clocks);
    List<String> apart =
        clocks.stream()
            .filter(each -> !each.agreesWith(reference))
            .map(each -> each.text(reference))
            .toList();
    return apart.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Finding.warning(
                Kind.CLOCKS_APART,
                "clocks differ from the other hosts': " + FindingText.list(apart),
                "no time service (chrony, systemd-timesyncd) runs there, or it reaches no server",
                "set the clock by a time service: events of several hosts are in a wrong order,"
                    + " and certificates may seem invalid"));
  }

  /** This machine's clock unless most hosts agree on another time. */
  private static long reference(List<HostClock> clocks) {
    long agreeing = clocks.stream().filter(each -> each.agreesWith(0)).count();
    List<Long> sorted = clocks.stream().map(HostClock::aheadMillis).sorted().toList();
    return 2 * agreeing >= clocks.size() ? 0 : sorted.get(sorted.size() / 2);
  }
}

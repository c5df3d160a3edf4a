package org.hactl.lab.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hactl.control.EventListener;
import org.hactl.control.HostEvent;
import org.hactl.control.HostResult;
import org.hactl.control.host.HostOutcome;

/** What the control node said during one apply. */
final class ApplyWitness implements EventListener {
  private static final String LOST = "the connection ended; asking the agent over a new one";
  private static final String AGAIN = "the agent did not get the request; sending it again";

  private final Consumer<String> applying;
  private final List<HostEvent> said = new ArrayList<>();

  /**
   * @param applying gets the name of each host that is about to get its apply
   */
  ApplyWitness(Consumer<String> applying) {
    this.applying = applying;
  }

  @Override
  public void on(HostEvent event) {
    synchronized (said) {
      said.add(event);
    }
    if (event instanceof HostEvent.Working(String host, String text) && text.equals("applying")) {
      applying.accept(host);
    }
  }

  /** Whether a connection ended during an apply and the agent was asked over a new one. */
  boolean lostOne() {
    return said(LOST);
  }

  /** Whether a request to apply did not reach its agent. */
  boolean sentAgain() {
    return said(AGAIN);
  }

  private boolean said(String words) {
    return said()
        .anyMatch(event ->
            event instanceof HostEvent.Working(String _, String text) && text.equals(words));
  }

  /**
   * What is not as it should be in the results of an apply that must succeed on every host; empty
   * if all is.
   *
   * @param changes whether it changes something on every host, or nothing at all
   */
  Optional<String> complaint(List<HostResult> results, boolean changes) {
    for (HostResult result : results) {
      if (result.outcome() != HostOutcome.OK) {
        return Optional.of(
            "%s is %s: %s".formatted(result.host(), result.outcome(), result.failure()));
      }
      if (result.changes().isEmpty() == changes || !result.notes().isEmpty()) {
        return Optional.of(
            "%s made the changes %s, with the notes %s"
                .formatted(result.host(), result.changes(), result.notes()));
      }
    }
    return said()
        .filter(event -> event instanceof HostEvent.SiteViewed(var findings) && !findings.isEmpty())
        .map(event -> "the hosts' answers show an error: " + event)
        .findFirst();
  }

  /** Everything that was said, one line each. */
  String text() {
    return said().map(event -> "  " + event + "\n").collect(Collectors.joining());
  }

  private Stream<HostEvent> said() {
    synchronized (said) {
      return List.copyOf(said).stream();
    }
  }
}

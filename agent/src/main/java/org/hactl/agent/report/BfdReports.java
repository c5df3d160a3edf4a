package org.hactl.agent.report;

import java.util.Map;
import java.util.function.Consumer;
import org.hactl.api.Event;
import org.hactl.bfd.model.BfdConfig;
import org.hactl.bfd.model.BfdTransition;
import org.hactl.host.HostState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs, journals and counts the events of BFD. For one thread. */
final class BfdReports {
  private static final Logger log = LoggerFactory.getLogger(BfdReports.class);

  private final Consumer<Event> journal;
  private final TransitionCounts transitions = new TransitionCounts();

  BfdReports(Consumer<Event> journal) {
    this.journal = journal;
  }

  void configure(HostState wanted) {
    transitions.retain(wanted.vrrp().bfdSessions().stream().map(BfdConfig::name).toList());
  }

  void report(BfdTransition transition) {
    String reason = transition.reason().text();
    log.atInfo()
        .addKeyValue("session", transition.session())
        .addKeyValue("from", transition.from().text())
        .addKeyValue("to", transition.to().text())
        .addKeyValue("reason", reason)
        .log("BFD transition");
    journal.accept(
        new Event.BfdChanged(
            transition.at().toEpochMilli(),
            transition.session(),
            transition.from().text(),
            transition.to().text(),
            reason));
    transitions.count(transition.session(), reason);
  }

  /**
   * The transitions of a session since the agent started, by reason. May be called from any thread.
   */
  Map<String, Long> transitions(String session) {
    return transitions.of(session);
  }
}

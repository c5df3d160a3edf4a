package org.hactl.agent.report;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.hactl.api.Event;
import org.hactl.health.QuorumView;
import org.hactl.health.QuorumView.Standing;
import org.hactl.health.ServiceQuorums;
import org.hactl.host.HostState;
import org.hactl.host.Quorum;
import org.hactl.notify.MailMessage;
import org.hactl.notify.MailTexts;
import org.hactl.notify.Notification;
import org.hactl.notify.Subject;

/**
 * What is told of a quorum that was reached or lost. Pure.
 *
 * @param atMillis when, by the wall clock
 */
record QuorumReports(ServiceQuorums.Change change, long atMillis) {
  private boolean reached() {
    return change.to().standing() == Standing.REACHED;
  }

  private Quorum quorum() {
    return change.service().capacityOrNone().quorumOrDefault();
  }

  Event event() {
    QuorumView now = change.to();
    return new Event.QuorumChanged(
        atMillis, change.service().name(), reached(), quorum().text(), now.live(), now.all());
  }

  /** Empty for a service that has its quorum at the start of the agent. */
  Optional<MailMessage> mail(MailTexts texts) {
    return reached() && change.from().standing() == Standing.UNKNOWN
        ? Optional.empty()
        : Optional.of(
            texts.quorum(
                change.service().name(),
                change.service().text(),
                reached(),
                Instant.ofEpochMilli(atMillis),
                quorum().text(),
                change.to().live(),
                change.to().all()));
  }

  Notification notification(HostState state) {
    Map<String, String> details = new LinkedHashMap<>();
    details.put("HACTL_SITE", state.site());
    details.put("HACTL_HOST", state.host());
    details.put("HACTL_AT", Instant.ofEpochMilli(atMillis).toString());
    details.put("HACTL_ADDRESSES", change.service().text());
    details.put("HACTL_QUORUM", quorum().text());
    details.put("HACTL_LIVE", String.valueOf(change.to().live()));
    return new Notification(
        Subject.service(change.service().name()),
        reached() ? Notification.QUORUM_UP : Notification.QUORUM_DOWN,
        0,
        details);
  }
}

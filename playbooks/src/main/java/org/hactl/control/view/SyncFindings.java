package org.hactl.control.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hactl.api.ConnectionSyncView;
import org.hactl.api.HostStatus;
import org.hactl.control.view.Finding.Kind;

/** Whether directors get the connections that others send. Pure. */
record SyncFindings(List<HostAnswer> answers) {
  private static final long RECENT_MILLIS = 30_000;

  /** A message that was sent a moment ago may not be counted on the other host yet. */
  private static final long LATE_MILLIS = 60_000;

  private record Member(String host, HostStatus status, ConnectionSyncView sync) {
    boolean sends() {
      return sync.sent().within(RECENT_MILLIS, status.nowMillis());
    }

    boolean shouldHear(Member sender) {
      return sync.problem().isEmpty()
          && !host.equals(sender.host)
          && sync.group().equals(sender.sync.group())
          && sync.port() == sender.sync.port()
          && sync.syncId() == sender.sync.syncId()
          && status.nowMillis() - status.startedAtMillis() > LATE_MILLIS;
    }

    boolean hears() {
      return sync.received().within(LATE_MILLIS, status.nowMillis());
    }
  }

  List<Finding> find() {
    List<Member> members = new ArrayList<>();
    for (Map.Entry<String, HostStatus> answer : HostAnswer.statuses(answers).entrySet()) {
      if (answer.getValue().connectionSync() instanceof ConnectionSyncView sync) {
        members.add(new Member(answer.getKey(), answer.getValue(), sync));
      }
    }
    return members.stream()
        .filter(Member::sends)
        .flatMap(sender ->
            members.stream()
                .filter(other -> other.shouldHear(sender) && !other.hears())
                .map(other -> unheard(sender, other)))
        .toList();
  }

  private static Finding unheard(Member sender, Member deaf) {
    ConnectionSyncView sync = deaf.sync();
    return Finding.warning(
        Kind.SYNC_UNHEARD,
        "%s gets no connections of %s: a failover would end them"
            .formatted(deaf.host(), sender.host()),
        "a firewall or a switch (IGMP snooping) drops UDP port %d to %s"
            .formatted(sync.port(), sync.group()),
        "tcpdump -ni %s udp port %d on %s"
            .formatted(sync.interfaceName(), sync.port(), deaf.host()));
  }
}

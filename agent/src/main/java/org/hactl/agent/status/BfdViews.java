package org.hactl.agent.status;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.hactl.api.HostStatus.BfdEngineView;
import org.hactl.api.HostStatus.BfdView;
import org.hactl.bfd.model.BfdPath;
import org.hactl.bfd.model.BfdSessionStatus;
import org.hactl.bfd.model.BfdStatus;
import org.hactl.linux.net.InetAddresses;

/**
 * The BFD engine's status, as {@code hactl status} shows it. Pure.
 *
 * @param transitions the transitions of a session since the agent started, by reason
 */
record BfdViews(BfdStatus status, Function<String, Map<String, Long>> transitions) {
  /** The prefix of the counters that count transitions by reason. */
  static final String TRANSITIONS = "transitions-";

  static final String REJECTED = "rejected-";

  List<BfdView> sessions() {
    return status.sessions().stream().map(this::view).toList();
  }

  BfdEngineView engine() {
    Map<String, Long> unassigned = new TreeMap<>();
    status.unassigned().forEach((reason, count) -> unassigned.put(reason.text(), count));
    return new BfdEngineView(status.realtimePriority(), status.realtimeError(), unassigned);
  }

  private BfdView view(BfdSessionStatus session) {
    BfdPath path = session.config().path();
    BfdSessionStatus.Local local = session.local();
    return BfdView.builder(session.name(), InetAddresses.format(path.neighbour()))
        .path(path.interfaceName(), path.multihop())
        .state(local.state().text(), local.reason().text(), local.since().toEpochMilli())
        .neighbourState(session.remote().state().text(), session.remote().diagnostic().text())
        .intervals(
            micros(session.intervals().transmit()),
            micros(session.intervals().receive()),
            micros(session.intervals().detectionTime()))
        .fault(Objects.requireNonNullElse(local.fault(), ""))
        .counters(counters(session))
        .build();
  }

  private Map<String, Long> counters(BfdSessionStatus session) {
    BfdSessionStatus.Traffic traffic = session.traffic();
    Map<String, Long> counters = new TreeMap<>();
    counters.put("transitions", session.local().transitions());
    counters.put("packets-sent", traffic.packetsSent());
    counters.put("packets-received", traffic.packetsReceived());
    counters.put("send-errors", traffic.sendErrors());
    counters.put("max-timer-lateness-micros", micros(session.maxTimerLateness()));
    traffic.rejected().forEach((reason, count) -> counters.put(REJECTED + reason.text(), count));
    transitions
        .apply(session.name())
        .forEach((reason, count) -> counters.put(TRANSITIONS + reason, count));
    return counters;
  }

  private static long micros(Duration duration) {
    return TimeUnit.NANOSECONDS.toMicros(duration.toNanos());
  }
}

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
import org.hactl.bfd.model.BfdSessionStatus;
import org.hactl.bfd.model.BfdStatus;
import org.hactl.linux.net.InetAddresses;

/**
 * The BFD engine's status, as {@code hactl status} shows it. Pure.
 *
 * @param transitions of a session since the agent started, by reason
 */
record BfdViews(BfdStatus status, Function<String, Map<String, Long>> transitions) {
  /** The prefix of counters that have a reason. */
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
    return new BfdView(
        session.name(),
        InetAddresses.format(session.neighbour()),
        session.interfaceName(),
        session.multihop(),
        session.state().text(),
        session.reason().text(),
        session.since().toEpochMilli(),
        session.neighbourState().text(),
        session.neighbourDiagnostic().text(),
        micros(session.transmitInterval()),
        micros(session.receiveInterval()),
        micros(session.detectionTime()),
        Objects.requireNonNullElse(session.fault(), ""),
        counters(session));
  }

  private Map<String, Long> counters(BfdSessionStatus session) {
    Map<String, Long> counters = new TreeMap<>();
    counters.put("transitions", session.transitions());
    counters.put("packets-sent", session.packetsSent());
    counters.put("packets-received", session.packetsReceived());
    counters.put("send-errors", session.sendErrors());
    counters.put("max-timer-lateness-micros", micros(session.maxTimerLateness()));
    session.rejected().forEach((reason, count) -> counters.put(REJECTED + reason.text(), count));
    transitions
        .apply(session.name())
        .forEach((reason, count) -> counters.put(TRANSITIONS + reason, count));
    return counters;
  }

  private static long micros(Duration duration) {
    return TimeUnit.NANOSECONDS.toMicros(duration.toNanos());
  }
}

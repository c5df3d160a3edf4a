package org.hactl.agent;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.hactl.agent.api.HostStatus.BfdView;
import org.hactl.bfd.BfdSessionStatus;
import org.hactl.bfd.BfdStatus;
import org.hactl.linux.InetAddresses;

/** What the BFD engine knows, as it is shown. Pure. */
final class BfdViews {
  private BfdViews() {}

  static List<BfdView> of(BfdStatus status) {
    return status.sessions().stream().map(BfdViews::view).toList();
  }

  private static BfdView view(BfdSessionStatus session) {
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

  private static Map<String, Long> counters(BfdSessionStatus session) {
    Map<String, Long> counters = new TreeMap<>();
    counters.put("transitions", session.transitions());
    counters.put("packets-sent", session.packetsSent());
    counters.put("packets-received", session.packetsReceived());
    counters.put("send-errors", session.sendErrors());
    counters.put("max-timer-lateness-micros", micros(session.maxTimerLateness()));
    session.rejected().forEach((reason, count) -> counters.put("rejected-" + reason.text(), count));
    return counters;
  }

  private static long micros(Duration duration) {
    return TimeUnit.NANOSECONDS.toMicros(duration.toNanos());
  }
}

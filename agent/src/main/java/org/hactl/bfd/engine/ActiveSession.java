package org.hactl.bfd.engine;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.hactl.bfd.model.BfdConfig;
import org.hactl.bfd.model.BfdRejectReason;
import org.hactl.bfd.model.BfdSessionStatus;
import org.hactl.bfd.model.BfdTransition;
import org.hactl.bfd.model.SessionSnapshot;
import org.hactl.bfd.protocol.BfdEffect;
import org.hactl.bfd.protocol.BfdInput;
import org.hactl.bfd.protocol.BfdSession;
import org.hactl.bfd.protocol.ControlPacket;
import org.hactl.bfd.protocol.Neighbour;
import org.hactl.linux.kernel.LinuxException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running session: its state machine with sockets, a listener and counters. */
final class ActiveSession {
  private static final Logger log = LoggerFactory.getLogger(ActiveSession.class);

  private final BfdSession machine;
  private final BfdNetwork network;
  private final BfdListener listener;
  private final InstantSource wallClock;
  private final byte[] neighbour;
  private final SessionTraffic traffic = new SessionTraffic();
  private BfdNetwork.@Nullable Port port;
  private int interfaceIndex;
  private @Nullable String fault;
  private long sinceNanos;
  private long transitions;
  private long maxLatenessNanos;

  ActiveSession(
      BfdConfig config,
      int discriminator,
      RandomGenerator random,
      BfdNetwork network,
      BfdListener listener,
      InstantSource wallClock,
      long nowNanos) {
    this.machine = new BfdSession(config, discriminator, random, nowNanos);
    this.network = network;
    this.listener = listener;
    this.wallClock = wallClock;
    this.neighbour = config.path().neighbour().getAddress();
    this.sinceNanos = nowNanos;
    look();
  }

  BfdConfig config() {
    return machine.config();
  }

  int discriminator() {
    return machine.discriminator();
  }

  long nextDeadlineNanos() {
    return machine.nextDeadlineNanos();
  }

  /**
   * Opens the sockets if they are closed, or if they belong to an earlier interface of the same
   * name.
   */
  void look() {
    try {
      String interfaceName = config().path().interfaceName();
      int index = interfaceName == null ? 0 : network.interfaceIndex(interfaceName);
      if (interfaceName != null && index == 0) {
        closePort();
        fault = "there is no interface " + interfaceName;
        return;
      }
      if (port == null || index != interfaceIndex) {
        closePort();
        interfaceIndex = index;
        port = network.open(config(), index);
      }
      fault = null;
    } catch (LinuxException e) {
      fault = e.getMessage();
    }
  }

  /** Goes on in the place of another process. */
  void takeOver(SessionSnapshot from, long nowNanos) {
    sinceNanos = from.sinceNanos();
    transitions = from.transitions();
    step(new BfdInput.TakenOver(from), nowNanos);
  }

  /** Counts on from what another process has counted; null if it does not say it. */
  void countFrom(BfdSessionStatus.@Nullable Traffic counted) {
    traffic.goOnFrom(counted);
  }

  SessionSnapshot snapshot() {
    return machine.snapshot(sinceNanos, transitions, traffic.status());
  }

  void reconfigure(BfdConfig config, long nowNanos) {
    int ttl = config().ttl();
    step(new BfdInput.Reconfigured(config), nowNanos);
    if (port != null && config.ttl() != ttl) {
      try {
        port.ttl(config.ttl());
      } catch (LinuxException e) {
        traffic.failed(e.getMessage());
      }
    }
  }

  /** Whether a packet without a discriminator of ours is for this session. */
  boolean isNeighbourOf(BfdNetwork.Arrival arrival) {
    return config().path().multihop() == arrival.isMultihop()
        && isOnInterface(arrival)
        && arrival.isFrom(neighbour);
  }

  private boolean isOnInterface(BfdNetwork.Arrival arrival) {
    String interfaceName = config().path().interfaceName();
    return interfaceName == null || Objects.equals(interfaceName, arrival.interfaceName());
  }

  /** Handles a packet for this session. */
  void receive(ControlPacket packet, BfdNetwork.Arrival arrival, long nowNanos) {
    BfdRejectReason problem = problem(packet, arrival);
    if (problem != null) {
      traffic.rejected(problem);
      return;
    }
    traffic.received();
    step(packet, nowNanos);
  }

  private @Nullable BfdRejectReason problem(ControlPacket packet, BfdNetwork.Arrival arrival) {
    if (config().path().multihop() != arrival.isMultihop()) {
      return BfdRejectReason.PORT;
    }
    if (!arrival.isFrom(neighbour) || !isOnInterface(arrival)) {
      return BfdRejectReason.SOURCE;
    }
    if (arrival.ttl() < config().minTtl()) {
      return BfdRejectReason.TTL;
    }
    return packet.isAuthenticated() ? BfdRejectReason.AUTHENTICATION : null;
  }

  /** Fires the timer if its time has come. */
  void fireTimer(long nowNanos) {
    long deadlineNanos = machine.nextDeadlineNanos();
    if (nowNanos >= deadlineNanos) {
      maxLatenessNanos = Math.max(maxLatenessNanos, nowNanos - deadlineNanos);
      step(BfdInput.Timer.FIRED, nowNanos);
    }
  }

  void step(BfdInput input, long nowNanos) {
    List<BfdEffect> effects = machine.step(input, nowNanos);
    for (int index = 0; index < effects.size(); index++) {
      switch (effects.get(index)) {
        case BfdEffect.Send send -> send(send);
        case BfdEffect.ChangeState change -> tell(change, nowNanos);
      }
    }
  }

  private void send(BfdEffect.Send kind) {
    if (port == null) {
      return;
    }
    machine.write(kind, port.packet());
    try {
      port.send();
      traffic.sent();
    } catch (LinuxException e) {
      traffic.failed(e.getMessage());
    }
  }

  private void tell(BfdEffect.ChangeState change, long nowNanos) {
    sinceNanos = nowNanos;
    transitions++;
    try {
      listener.on(
          new BfdTransition(
              config().name(),
              change.from(),
              change.to(),
              change.reason(),
              change.diagnostic(),
              machine.neighbour().diagnostic(),
              wallClock.instant(),
              nowNanos));
    } catch (RuntimeException e) {
      log.error("a listener failed to handle a BFD transition session={}", config().name(), e);
    }
  }

  /**
   * How long this session still sends AdminDown after it was taken down (RFC 5880 section 6.8.16).
   */
  long farewellNanos() {
    return machine.sendIntervalNanos() * config().timing().multiplier();
  }

  void closePort() {
    if (port != null) {
      port.close();
      port = null;
    }
  }

  BfdSessionStatus status(long nowNanos) {
    Neighbour heard = machine.neighbour();
    return new BfdSessionStatus(
        config(),
        new BfdSessionStatus.Local(
            machine.discriminator(),
            machine.state(),
            wallClock.instant().minusNanos(nowNanos - sinceNanos),
            machine.reason(),
            machine.diagnostic(),
            fault,
            transitions),
        new BfdSessionStatus.Remote(
            heard.discriminator(), heard.state(), heard.diagnostic(), heard.multiplier()),
        intervals(heard.multiplier()),
        traffic.status(),
        Duration.ofNanos(maxLatenessNanos));
  }

  private BfdSessionStatus.UsedIntervals intervals(int neighbourMultiplier) {
    long detectionNanos = machine.detectionNanos();
    return new BfdSessionStatus.UsedIntervals(
        Duration.ofNanos(machine.sendIntervalNanos()),
        neighbourMultiplier == 0
            ? Duration.ZERO
            : Duration.ofNanos(detectionNanos / neighbourMultiplier),
        Duration.ofNanos(detectionNanos),
        machine.isPolling());
  }
}

package org.hactl.vrrp;

import java.io.IOException;
import java.net.Inet4Address;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A virtual router at work: its state machine, joined to an interface, a listener and counters. */
final class ActiveRouter {
  private static final Logger log = LoggerFactory.getLogger(ActiveRouter.class);

  private final VirtualRouter machine;
  private final Segment segment;
  private final VrrpListener listener;
  private final InstantSource wallClock;
  private final RoleMemory.Place memory;
  private final RejectCounters rejected = new RejectCounters();
  private AdvertisementEncoder encoder;
  private AdvertisementDecoder decoder;
  private int[] addresses;
  private int packetId;
  private Instant since;
  private long transitions;
  private long advertisementsSent;
  private long advertisementsReceived;
  private long gratuitousArpsSent;
  private long sendErrors;
  private @Nullable String lastSendError;
  private long maxLatenessNanos;

  ActiveRouter(
      RouterConfig config,
      Segment segment,
      VrrpListener listener,
      RoleMemory memory,
      InstantSource wallClock) {
    this.machine = new VirtualRouter(config);
    this.segment = segment;
    this.listener = listener;
    this.memory = memory.place(config);
    this.wallClock = wallClock;
    this.since = wallClock.instant();
    this.encoder = new AdvertisementEncoder(config);
    this.decoder = new AdvertisementDecoder(config);
    this.addresses = Ipv4.toInts(config.addresses());
  }

  RouterConfig config() {
    return machine.config();
  }

  Segment segment() {
    return segment;
  }

  boolean hasAddress(int address) {
    for (int own : addresses) {
      if (own == address) {
        return true;
      }
    }
    return false;
  }

  long nextDeadlineNanos() {
    return machine.nextDeadlineNanos();
  }

  /**
   * Starts it.
   *
   * @param hint what is known of the time before; if null, what is remembered of it
   */
  void start(@Nullable ResumeHint hint, long nowNanos) {
    step(new Input.Startup(hint != null ? hint : memory.remembered()), nowNanos);
    if (machine.state() != State.MASTER) {
      memory.released();
    }
  }

  void reconfigure(RouterConfig config, long nowNanos) {
    encoder = new AdvertisementEncoder(config);
    decoder = new AdvertisementDecoder(config);
    addresses = Ipv4.toInts(config.addresses());
    step(new Input.Reconfigured(config), nowNanos);
  }

  /** Reads a packet with our VRID. */
  void receive(ByteBuffer packet, long nowNanos) {
    switch (decoder.decode(packet, ownAddress())) {
      case Rejected bad -> {
        rejected.count(bad.reason());
        step(bad, nowNanos);
      }
      case Advertisement advertisement -> {
        advertisementsReceived++;
        if (!advertisement.sameAddresses()) {
          rejected.count(RejectReason.ADDRESS_LIST);
        }
        step(advertisement, nowNanos);
      }
    }
  }

  /** Fires the timer if its time has come. */
  void fireTimer(long nowNanos) {
    long deadlineNanos = machine.nextDeadlineNanos();
    if (nowNanos >= deadlineNanos) {
      maxLatenessNanos = Math.max(maxLatenessNanos, nowNanos - deadlineNanos);
      step(Input.Timer.FIRED, nowNanos);
    }
  }

  void step(Input input, long nowNanos) {
    List<Effect> effects = machine.step(input, nowNanos);
    for (int index = 0; index < effects.size(); index++) {
      switch (effects.get(index)) {
        case Effect.SendAdvertisement send -> advertise(send.priority());
        case Effect.AnnounceAddresses announce -> announce(announce.times());
        case Effect.ChangeState change -> tell(change, nowNanos);
      }
    }
  }

  private void advertise(int priority) {
    packetId = (packetId + 1) & 0xffff;
    try {
      segment.advertise(encoder, ownAddress(), priority, packetId);
      advertisementsSent++;
      if (priority > 0) {
        memory.advertised();
      }
    } catch (IOException e) {
      countSendError(e);
    }
  }

  /** Every address once, and again, so that a lost frame is made up for soon. */
  private void announce(int times) {
    for (int time = 0; time < times; time++) {
      for (int address : addresses) {
        try {
          segment.announce(address);
          gratuitousArpsSent++;
        } catch (IOException e) {
          countSendError(e);
        }
      }
    }
  }

  private void countSendError(IOException e) {
    sendErrors++;
    lastSendError = e.getMessage();
  }

  private void tell(Effect.ChangeState change, long nowNanos) {
    since = wallClock.instant();
    transitions++;
    if (change.from() == State.MASTER) {
      memory.released();
    }
    Transition transition =
        new Transition(
            config().name(),
            change.from(),
            change.to(),
            change.reason(),
            since,
            nowNanos,
            change.peer(),
            change.peerPriority());
    try {
      listener.on(transition);
    } catch (RuntimeException e) {
      log.error("a listener failed on a VRRP transition router={}", config().name(), e);
    }
  }

  private int ownAddress() {
    return machine.address() instanceof Inet4Address v4 ? Ipv4.toInt(v4) : Ipv4.NONE;
  }

  RouterStatus status() {
    RouterConfig config = config();
    return new RouterStatus(
        config.name(),
        config.interfaceName(),
        config.version(),
        config.virtualRouterId(),
        machine.state(),
        since,
        machine.reason(),
        machine.state() == State.FAULT ? segment.faultDetail() : null,
        config.priority(),
        config.priority(),
        TrackVerdict.FINE,
        null,
        null,
        machine.address(),
        machine.master().address(),
        machine.master().priority(),
        Duration.ofNanos(machine.master().intervalNanos()),
        transitions,
        advertisementsSent,
        advertisementsReceived,
        gratuitousArpsSent,
        sendErrors,
        lastSendError,
        rejected.seen(),
        Duration.ofNanos(maxLatenessNanos));
  }
}

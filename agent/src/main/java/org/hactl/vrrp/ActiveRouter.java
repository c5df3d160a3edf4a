package org.hactl.vrrp;

import java.io.IOException;
import java.net.Inet4Address;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A virtual router at work: its state machine, joined to an interface, a listener and counters. */
final class ActiveRouter implements SyncGroup.Member {
  private final VirtualRouter machine;
  private final Segment segment;
  private final RouterNews news;
  private final RoleMemory.Place memory;
  private final RejectCounters rejected = new RejectCounters();
  private AdvertisementEncoder encoder;
  private AdvertisementDecoder decoder;
  private int[] addresses;
  private int packetId;
  private @Nullable SyncGroup group;
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
    this.news = new RouterNews(config.name(), listener, wallClock);
    this.memory = memory.place(config);
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

  @Override
  public VirtualRouter machine() {
    return machine;
  }

  /** Puts it into that sync group, or into none. */
  void join(@Nullable SyncGroup next, long nowNanos) {
    if (group != next) {
      group = null;
      step(new Input.MemberFault(null), nowNanos);
      step(new Input.Grouped(next != null), nowNanos);
      group = next;
    }
  }

  /** It is in no group any more; what it is, it stays. */
  void leave() {
    group = null;
  }

  /**
   * Starts it.
   *
   * @param hint what is known of the time before; if null, what is remembered of it
   * @param holdNanos how long to hold it back
   */
  void start(@Nullable ResumeHint hint, long holdNanos, long nowNanos) {
    step(new Input.Startup(hint != null ? hint : memory.remembered(), holdNanos), nowNanos);
  }

  /** It has started, and its group has decided: what was remembered is of no use any more. */
  void started() {
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

  @Override
  public void step(Input input, long nowNanos) {
    List<Effect> effects = machine.step(input, nowNanos);
    for (int index = 0; index < effects.size(); index++) {
      switch (effects.get(index)) {
        case Effect.SendAdvertisement send -> advertise(send.priority());
        case Effect.AnnounceAddresses announce -> announce(announce.times());
        case Effect.News happened -> tell(happened, nowNanos);
      }
    }
    if (group != null) {
      group.after(this, effects, nowNanos);
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

  private void tell(Effect.News happened, long nowNanos) {
    if (happened instanceof Effect.ChangeState change && change.from() == State.MASTER) {
      memory.released();
    }
    news.tell(happened, nowNanos);
  }

  private int ownAddress() {
    return machine.address() instanceof Inet4Address v4 ? Ipv4.toInt(v4) : Ipv4.NONE;
  }

  private @Nullable String detail() {
    if (machine.state() != State.FAULT) {
      return null;
    }
    String words = machine.faults().detail();
    return words != null ? words : segment.faultDetail();
  }

  RouterStatus status() {
    RouterConfig config = config();
    return new RouterStatus(
        config.name(),
        config.interfaceName(),
        config.version(),
        config.virtualRouterId(),
        machine.state(),
        news.since(),
        machine.reason(),
        detail(),
        config.priority(),
        machine.self().priority(),
        machine.verdict(),
        group == null ? null : group.name(),
        news.otherMaster(),
        machine.address(),
        machine.master().address(),
        machine.master().priority(),
        Duration.ofNanos(machine.master().intervalNanos()),
        news.transitions(),
        advertisementsSent,
        advertisementsReceived,
        gratuitousArpsSent,
        sendErrors,
        lastSendError,
        rejected.seen(),
        Duration.ofNanos(maxLatenessNanos));
  }
}

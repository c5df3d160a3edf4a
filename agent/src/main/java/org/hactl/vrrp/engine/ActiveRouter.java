package org.hactl.vrrp.engine;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.hactl.linux.socket.SendBatch;
import org.hactl.vrrp.model.Advertisement;
import org.hactl.vrrp.model.Authentication;
import org.hactl.vrrp.model.Effect;
import org.hactl.vrrp.model.Input;
import org.hactl.vrrp.model.Reason;
import org.hactl.vrrp.model.RejectReason;
import org.hactl.vrrp.model.Rejected;
import org.hactl.vrrp.model.ResumeHint;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.RouterStatus;
import org.hactl.vrrp.model.State;
import org.hactl.vrrp.protocol.SyncGroup;
import org.hactl.vrrp.protocol.VirtualRouter;
import org.hactl.vrrp.wire.AdvertisementDecoder;
import org.hactl.vrrp.wire.AdvertisementEncoder;
import org.hactl.vrrp.wire.AhSequence;
import org.jspecify.annotations.Nullable;

/** A virtual router at work: its state machine, joined to an interface, a listener and counters. */
final class ActiveRouter implements SyncGroup.Member {
  private final VirtualRouter machine;
  private final Segment segment;
  private final RouterFactory parts;
  private final RouterNews news;
  private final InstantSource wallClock;
  private final RoleMemory.Place memory;
  private final RejectCounters rejected = new RejectCounters();
  private final AddressAnnouncer announcer;
  private final Deadlines deadlines;
  private final AhSequence sequence;
  private final SendBatch.Outcome advertisement = new AdvertisementOutcome();
  private final SendBatch.Outcome announcement = new AnnouncementOutcome();
  private @Nullable AdvertisementEncoder encoder;
  private @Nullable AdvertisementDecoder decoder;

  /** Whether what it has to say waits until the interface to send from is open. */
  private boolean owesWord;

  private @Nullable InetAddress source;
  private @Nullable String faultDetail;
  private int packetId;
  private int lastPriority;
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
      RouterFactory parts,
      AddressAnnouncer announcer,
      Deadlines deadlines,
      VrrpListener listener,
      RoleMemory memory,
      InstantSource wallClock) {
    this.machine = parts.machine(config);
    this.sequence = parts.sequence();
    this.segment = segment;
    this.parts = parts;
    this.announcer = announcer;
    this.deadlines = deadlines;
    this.wallClock = wallClock;
    this.news = new RouterNews(config.name(), listener, wallClock);
    this.memory = memory.place(config);
  }

  RouterConfig config() {
    return machine.config();
  }

  Segment segment() {
    return segment;
  }

  /** What it sends from; null if nothing yet. */
  @Nullable InetAddress source() {
    return source;
  }

  /** When {@link #fireTimer} is to be called. */
  long nextDeadlineNanos() {
    return AdvertisingSlot.deadlineNanos(machine);
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
   * @param letGo whether to give away what it was master of
   */
  void start(@Nullable ResumeHint hint, long holdNanos, boolean letGo, long nowNanos) {
    step(new Input.Startup(hint != null ? hint : memory.remembered(), holdNanos, letGo), nowNanos);
  }

  /** It has started, and its group has decided: what was remembered is of no use any more. */
  void started() {
    if (machine.state() != State.MASTER) {
      memory.released();
    }
  }

  void reconfigure(RouterConfig config, long nowNanos) {
    InetAddress own = source;
    if (own != null) {
      speakAs(own, config);
    }
    boolean movesOut = !config.sendInterface().equals(config().sendInterface());
    owesWord = movesOut && machine.state() == State.MASTER;
    step(new Input.Reconfigured(config), nowNanos);
  }

  /** The interface works, and this is the address to send from. */
  void interfaceUp(InetAddress own, long nowNanos) {
    faultDetail = null;
    if (!own.equals(source)) {
      speakAs(own, config());
    }
    step(new Input.InterfaceUp(own), nowNanos);
    if (owesWord && machine.state() == State.MASTER) {
      advertise(machine.self().priority());
    }
    owesWord = false;
  }

  /**
   * The interface does not work.
   *
   * @param detail what is the matter, for people
   */
  void interfaceDown(Reason fault, String detail, long nowNanos) {
    faultDetail = detail;
    owesWord = false;
    step(new Input.InterfaceDown(fault), nowNanos);
  }

  private void speakAs(InetAddress own, RouterConfig config) {
    source = own;
    encoder = new AdvertisementEncoder(config, own);
    decoder = parts.decoder(config, own, sequence);
  }

  /** Reads a packet with our VRID. */
  void receive(ByteBuffer packet, long nowNanos) {
    AdvertisementDecoder reader = decoder;
    if (reader == null) {
      // Without an address of its own it does not listen either.
      return;
    }
    switch (reader.decode(packet)) {
      case Rejected bad -> {
        rejected.count(bad.reason());
        step(bad, nowNanos);
      }
      case Advertisement heard -> {
        advertisementsReceived++;
        if (!heard.sameAddresses()) {
          rejected.count(RejectReason.ADDRESS_LIST);
        }
        step(heard, nowNanos);
      }
    }
  }

  /** Fires the timer if its time has come. */
  void fireTimer(long nowNanos) {
    if (nowNanos >= nextDeadlineNanos()) {
      long latenessNanos = nowNanos - machine.nextDeadlineNanos();
      maxLatenessNanos = Math.max(maxLatenessNanos, latenessNanos);
      step(Input.Timer.FIRED, nowNanos);
    } else {
      deadlines.set(nextDeadlineNanos());
    }
  }

  @Override
  public void step(Input input, long nowNanos) {
    List<Effect> effects = machine.step(input, nowNanos);
    for (int index = 0; index < effects.size(); index++) {
      switch (effects.get(index)) {
        case Effect.SendAdvertisement send -> advertise(send.priority());
        case Effect.AnnounceAddresses announce ->
            announcer.announce(config(), announce.times(), announcement, nowNanos);
        case Effect.News happened -> tell(happened, nowNanos);
      }
    }
    if (group != null) {
      group.after(this, effects, nowNanos);
    }
    deadlines.set(nextDeadlineNanos());
  }

  private void advertise(int priority) {
    AdvertisementEncoder writer = encoder;
    VrrpNetwork.Sender sender = segment.sender(this);
    if (sender == null && owesWord) {
      return;
    }
    if (writer == null || sender == null) {
      countSendError("no socket is open on " + config().sendInterface());
      return;
    }
    owesWord = false;
    lastPriority = priority;
    int number = sequenced() ? sequence.next(wallClock.millis()) : 0;
    List<InetAddress> destinations = writer.destinations();
    for (int place = 0; place < destinations.size(); place++) {
      // The kernel puts its own in the place of 0, which AH has signed by then (raw(7)).
      packetId = packetId % 0xffff + 1;
      writer.encode(sender.next(), place, priority, packetId, number);
      sender.send(destinations.get(place), advertisement);
    }
  }

  private boolean sequenced() {
    return config().authentication() instanceof Authentication.Ah;
  }

  private void countSendError(String why) {
    sendErrors++;
    lastSendError = why;
  }

  /** What becomes of advertisements. */
  private final class AdvertisementOutcome implements SendBatch.Outcome {
    @Override
    public void sent() {
      advertisementsSent++;
      if (lastPriority > 0) {
        memory.advertised(config().advertInterval());
      }
    }

    @Override
    public void failed(String why) {
      countSendError(why);
    }
  }

  /** What becomes of gratuitous ARPs and neighbour advertisements. */
  private final class AnnouncementOutcome implements SendBatch.Outcome {
    @Override
    public void sent() {
      gratuitousArpsSent++;
    }

    @Override
    public void failed(String why) {
      countSendError(why);
    }
  }

  private void tell(Effect.News happened, long nowNanos) {
    if (happened instanceof Effect.ChangeState change && change.from() == State.MASTER) {
      // An advertisement that only leaves with the batch is no sign of a master.
      lastPriority = 0;
      memory.released();
      announcer.forget(announcement);
    }
    news.tell(happened, machine.self().priority(), detail(), nowNanos);
  }

  private @Nullable String detail() {
    if (machine.state() != State.FAULT) {
      return null;
    }
    String words = machine.faults().detail();
    return words != null ? words : faultDetail;
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

package org.hactl.vrrp.engine;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.hactl.vrrp.model.Advertisement;
import org.hactl.vrrp.model.Decoded;
import org.hactl.vrrp.model.Effect;
import org.hactl.vrrp.model.Input;
import org.hactl.vrrp.model.Reason;
import org.hactl.vrrp.model.RejectReason;
import org.hactl.vrrp.model.Rejected;
import org.hactl.vrrp.model.ResumeHint;
import org.hactl.vrrp.model.RouterChanges;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.RouterSnapshot;
import org.hactl.vrrp.model.RouterStatus;
import org.hactl.vrrp.model.ServingFault;
import org.hactl.vrrp.model.State;
import org.hactl.vrrp.protocol.HeardMaster;
import org.hactl.vrrp.protocol.SyncGroup;
import org.hactl.vrrp.protocol.VirtualRouter;
import org.hactl.vrrp.wire.AdvertisementDecoder;
import org.hactl.vrrp.wire.AhSequence;
import org.jspecify.annotations.Nullable;

/** A running virtual router: its state machine with an interface, a listener and counters. */
final class ActiveRouter implements SyncGroup.Member {
  private final VirtualRouter machine;
  private final Segment segment;
  private final RouterFactory factory;
  private final RouterNews news;
  private final RoleMemory memories;
  private final TrafficCounters traffic = new TrafficCounters();
  private final AddressAnnouncer announcer;
  private final Deadlines deadlines;
  private final AhSequence sequence;
  private final ServingWatch serving = new ServingWatch();
  private final AdvertisementSender advertisements;
  private RoleMemory.Place memory;
  private @Nullable AdvertisementDecoder decoder;

  /** Reads the other advertisements while the router changes on the wire. */
  private @Nullable AdvertisementDecoder other;

  /** Whether an advertisement waits for the sending interface to be opened. */
  private boolean owesWord;

  private @Nullable InetAddress source;
  private VrrpNetwork.@Nullable Sender speaker;
  private @Nullable String faultDetail;
  private @Nullable SyncGroup group;
  private long maxLatenessNanos;

  ActiveRouter(
      RouterConfig config,
      Segment segment,
      RouterFactory factory,
      AddressAnnouncer announcer,
      Deadlines deadlines,
      VrrpListener listener,
      RoleMemory memory,
      InstantSource wallClock,
      long nowNanos) {
    this.machine = factory.machine(config);
    this.sequence = factory.sequence();
    this.segment = segment;
    this.factory = factory;
    this.announcer = announcer;
    this.deadlines = deadlines;
    this.news = new RouterNews(config.name(), listener, wallClock, nowNanos);
    this.memories = memory;
    this.memory = memory.place(config);
    sequence.startAbove(this.memory.highestNumber());
    this.advertisements =
        new AdvertisementSender(config, sequence, wallClock, traffic, serving, this.memory);
  }

  RouterConfig config() {
    return machine.config();
  }

  Segment segment() {
    return segment;
  }

  /** The source address; null while there is none. */
  @Nullable InetAddress source() {
    return source;
  }

  /** When to call {@link #fireTimer}. */
  long nextDeadlineNanos() {
    return AdvertisingSlot.deadlineNanos(machine);
  }

  @Override
  public VirtualRouter machine() {
    return machine;
  }

  /** Joins a sync group, or leaves the group if {@code next} is null. */
  void join(@Nullable SyncGroup next, long nowNanos) {
    if (group != next) {
      group = null;
      step(new Input.MemberFault(null), nowNanos);
      step(new Input.Grouped(next != null), nowNanos);
      group = next;
    }
  }

  /** Leaves its sync group, and keeps its state. */
  void leave() {
    group = null;
  }

  /**
   * Starts the router.
   *
   * @param hint the role before the restart; if null, the router uses the remembered role
   * @param holdNanos how long the router neither listens nor sends
   * @param letGo whether to give away a role that the router held
   */
  void start(@Nullable ResumeHint hint, long holdNanos, boolean letGo, long nowNanos) {
    step(new Input.Startup(hint != null ? hint : memory.remembered(), holdNanos, letGo), nowNanos);
  }

  /**
   * The router has started and its group has decided, so it no longer needs the remembered role.
   */
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
    owesWord = movesOut && machine.leads();
    news.rename(config.name());
    remember(config);
    step(new Input.Reconfigured(config), nowNanos);
  }

  /** A router with another VRID or version has another place in the memory of roles. */
  private void remember(RouterConfig config) {
    if (config.virtualRouterId() != config().virtualRouterId()
        || config.version() != config().version()) {
      memory.released();
      memory = memories.place(config);
      memory.numbered(sequence.highest());
      advertisements.remember(memory);
    }
  }

  /** The interface works, with this source address. */
  void interfaceUp(InetAddress own, long nowNanos) {
    faultDetail = null;
    if (!own.equals(source)) {
      speakAs(own, config());
    }
    VrrpNetwork.Sender open = segment.sender(this);
    if (open != speaker) {
      speaker = open;
      serving.anotherSocket();
    }
    step(new Input.InterfaceUp(own), nowNanos);
    if (owesWord && machine.leads()) {
      advertise(machine.self().priority(), nowNanos);
    }
    owesWord = false;
  }

  /** Starts the router in the place of another process. */
  void takeOver(RouterSnapshot from, long nowNanos) {
    sequence.restore(from.sentNumber(), from.heardNumber());
    news.restore(from);
    traffic.goOnFrom(from.traffic());
    step(new Input.TakenOver(from.role()), nowNanos);
  }

  /**
   * What the next process must know; a master advertises once more, so that there is time.
   *
   * @param deferred how far the router stands back
   */
  RouterSnapshot freeze(Input.Deferred deferred, long nowNanos) {
    carryOut(machine.lastWord(nowNanos), nowNanos);
    return news.snapshot(machine.snapshot(nowNanos), sequence, deferred, traffic);
  }

  /** Another router goes on in its place. */
  void replaced() {
    leave();
    memory.released();
    announcer.forget(traffic);
  }

  /**
   * The interface does not work.
   *
   * @param detail the problem, in words for people
   */
  void interfaceDown(Reason fault, String detail, long nowNanos) {
    faultDetail = detail;
    owesWord = false;
    serving.anotherSocket();
    step(new Input.InterfaceDown(fault), nowNanos);
  }

  /** Sets what a master needs and this host lacks; null if it lacks nothing. */
  void lacks(@Nullable ServingFault fault, long nowNanos) {
    serving.lacks(fault);
    watchServing(nowNanos);
  }

  /** Checks whether this host can do what a master must do. */
  void watchServing(long nowNanos) {
    Input.Serving news = serving.news(machine.masterDownNanos(), nowNanos);
    if (news != null) {
      step(news, nowNanos);
    }
  }

  private void speakAs(InetAddress own, RouterConfig config) {
    source = own;
    advertisements.speakAs(own, config);
    decoder = factory.decoder(config, own, sequence);
    RouterConfig also = config.alsoHeard();
    other = also == null ? null : factory.decoder(also, own, sequence);
  }

  /** Reads a packet with our VRID. */
  void receive(ByteBuffer packet, long nowNanos) {
    AdvertisementDecoder reader = decoder;
    if (reader == null) {
      // Without a source address the router does not listen.
      return;
    }
    Decoded read = reader.decode(packet);
    AdvertisementDecoder also = other;
    if (read instanceof Rejected
        && also != null
        && also.decode(packet) instanceof Advertisement heard) {
      read = heard;
    }
    switch (read) {
      case Rejected bad -> {
        traffic.rejected(bad.reason());
        step(bad, nowNanos);
      }
      case Advertisement heard -> {
        traffic.advertisementReceived();
        if (sequence.highest() != 0) {
          memory.numbered(sequence.highest());
        }
        serving.heard(nowNanos);
        if (!heard.sameAddresses()) {
          traffic.rejected(RejectReason.ADDRESS_LIST);
        }
        step(heard, nowNanos);
      }
    }
  }

  /** Fires the timer if its time has come. */
  void fireTimer(long nowNanos) {
    if (nowNanos >= nextDeadlineNanos()) {
      watchServing(nowNanos);
      long latenessNanos = nowNanos - machine.nextDeadlineNanos();
      maxLatenessNanos = Math.max(maxLatenessNanos, latenessNanos);
      step(Input.Timer.FIRED, nowNanos);
    } else {
      deadlines.set(nextDeadlineNanos());
    }
  }

  @Override
  public void step(Input input, long nowNanos) {
    boolean led = machine.leads();
    List<Effect> effects = machine.step(input, nowNanos);
    if (led && !machine.leads()) {
      // Another router announces the addresses from now on.
      announcer.forget(traffic);
    }
    carryOut(effects, nowNanos);
    if (group != null) {
      group.after(this, effects, nowNanos);
    }
    deadlines.set(nextDeadlineNanos());
  }

  private void carryOut(List<Effect> effects, long nowNanos) {
    for (int index = 0; index < effects.size(); index++) {
      switch (effects.get(index)) {
        case Effect.SendAdvertisement send -> advertise(send.priority(), nowNanos);
        case Effect.AnnounceAddresses announce ->
            announcer.announce(config(), announce.times(), traffic, nowNanos);
        case Effect.News happened -> tell(happened, nowNanos);
      }
    }
  }

  private void advertise(int priority, long nowNanos) {
    if (priority == 0) {
      // Another router is about to be master: a restart does not resume the role.
      memory.released();
    }
    VrrpNetwork.Sender sender = segment.sender(this);
    if (sender != null || !owesWord) {
      owesWord = false;
      advertisements.send(sender, priority, nowNanos);
    }
  }

  private void tell(Effect.News happened, long nowNanos) {
    if (happened instanceof Effect.ChangeState change && change.from() == State.MASTER) {
      advertisements.leftMaster();
      memory.released();
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

  RouterStatus status(long nowNanos) {
    RouterConfig config = config();
    HeardMaster master = machine.master();
    return new RouterStatus(
        new RouterStatus.Identity(
            config.name(),
            config.interfaceName(),
            config.version(),
            config.virtualRouterId(),
            group == null ? null : group.name(),
            machine.address(),
            RouterChanges.alsoHeard(config)),
        new RouterStatus.Role(
            machine.state(), news.since(nowNanos), machine.reason(), detail(), news.transitions()),
        new RouterStatus.Priority(config.priority(), machine.self().priority(), machine.verdict()),
        new RouterStatus.Master(
            master.address(), master.priority(), Duration.ofNanos(master.intervalNanos())),
        news.otherMaster(nowNanos),
        traffic.status(),
        Duration.ofNanos(maxLatenessNanos));
  }
}

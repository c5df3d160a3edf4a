package org.hactl.vrrp.engine;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hactl.vrrp.model.Advertisement;
import org.hactl.vrrp.model.Decoded;
import org.hactl.vrrp.model.OtherMaster;
import org.hactl.vrrp.model.ProtocolOptions;
import org.hactl.vrrp.model.Reason;
import org.hactl.vrrp.model.ResumeHint;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.State;
import org.hactl.vrrp.model.Transition;
import org.hactl.vrrp.model.VrrpVersion;
import org.hactl.vrrp.protocol.VirtualRouter;
import org.jspecify.annotations.Nullable;

/**
 * One router of a simulated director, with the simulation's observations of the router and the role
 * that the director remembers.
 */
final class SimulatedRouter implements RoleMemory.Place {
  private static final long NEVER = Long.MIN_VALUE / 4;

  private final SimulatedNode node;
  final int index;
  private final RouterKind kind;
  private final Referee referee;
  private VirtualRouter machine;
  private RouterConfig config;
  private boolean present = true;

  /** Whether the engine has reported that this router is master. */
  private boolean address;

  /** The other masters that the engine has reported as seen and not yet as gone. */
  private final Set<InetAddress> rivals = new HashSet<>();

  private int changes;

  /**
   * When the router sent its last advertisement as master, and how long after it the router can
   * resume the role.
   */
  private long lastSentNanos = NEVER;

  private long resumeLimitNanos;
  private long lastAnnouncedNanos = NEVER;

  /** Whether the age of its last advertisement allowed it to resume when it started. */
  private boolean resumable;

  private long begunNanos = NEVER;
  private long holdEndNanos;
  private long lastSequence;

  /** When it last became master, or stopped being master. */
  private long masterNanos = NEVER;

  /**
   * The last advertisement that the director remembers, on the director's own clock; survives the
   * end of the process.
   */
  private long rememberedNanos = NEVER;

  private int rememberedNumber;
  private Duration rememberedInterval = Duration.ZERO;

  final Hearing hearing = new Hearing();

  SimulatedRouter(SimulatedNode node, int index, SimulatedSite site, Referee referee) {
    this.node = node;
    this.index = index;
    this.kind = site.kind(index);
    this.config = site.config(node.index(), index);
    this.referee = referee;
    this.machine = new VirtualRouter(config);
  }

  VirtualRouter machine() {
    return machine;
  }

  /** The engine has created the state machine. */
  void machine(VirtualRouter made) {
    machine = made;
    address = false;
    rivals.clear();
    if (!node.takesOver()) {
      hearing.forget();
    }
    begin();
  }

  private void begin() {
    begunNanos = node.now();
    ProtocolOptions conduct = config.options();
    resumable = node.takesOver() ? resumable : node.now() - lastSentNanos < resumeLimitNanos;
    holdEndNanos =
        Math.max(
            node.clocks().startNanos() + conduct.startupDelay().toNanos(),
            node.clocks().bootNanos() + conduct.bootDelay().toNanos());
    lastSequence = 0;
  }

  RouterConfig config() {
    return config;
  }

  void config(RouterConfig changed) {
    config = changed;
  }

  boolean isPresent() {
    return present;
  }

  void present(boolean wanted) {
    present = wanted;
  }

  /** The process has ended; its addresses stay in the kernel. */
  void crash() {
    machine = new VirtualRouter(config);
    address = false;
    rivals.clear();
  }

  /** The host has lost power, and forgets the role. */
  void powerOff() {
    crash();
    rememberedNanos = NEVER;
  }

  @Override
  public void advertised(Duration interval) {
    rememberedNanos = node.clocks().sinceBootNanos();
    rememberedInterval = interval;
  }

  @Override
  public void numbered(int highest) {
    rememberedNumber = highest;
  }

  @Override
  public int highestNumber() {
    return rememberedNumber;
  }

  @Override
  public void released() {
    rememberedNanos = NEVER;
  }

  @Override
  public @Nullable ResumeHint remembered() {
    return rememberedNanos == NEVER
        ? null
        : new ResumeHint(
            Duration.ofNanos(node.clocks().sinceBootNanos() - rememberedNanos), rememberedInterval);
  }

  /** The priority that the router advertises. */
  int priority() {
    return machine.self().priority();
  }

  boolean mayResume() {
    return resumable;
  }

  boolean isHeld() {
    return node.now() < holdEndNanos;
  }

  int changes() {
    return changes;
  }

  /** How long the process may pause before the router loses the role. */
  long downNanos() {
    long interval = machine.master().intervalNanos();
    return (config.options().downTimerAdverts() + 1) * interval
        + (config.version() == VrrpVersion.V2 ? 1_000_000_000L : interval);
  }

  /** The router sends an advertisement. */
  void sends(SimulatedPacket packet) {
    // A router that stands by gives the role away that an earlier process had.
    if (packet.priority() > 0 || begunNanos != node.now()) {
      referee.advertises(this);
    }
    InetAddress own = SimulatedAddresses.source(node.index(), kind.family(), kind.linkLocal());
    referee.require(
        Arrays.equals(packet.source(), own.getAddress()), this, "sends from another address");
    if (packet.priority() > 0) {
      RouterConfig rules = machine.self().rules();
      lastSentNanos = node.now();
      resumeLimitNanos = rules.options().downTimerAdverts() * rules.advertInterval().toNanos();
    }
  }

  /** The router has read a packet. */
  void reads(SimulatedPacket packet, Decoded decoded) {
    if (!(decoded instanceof Advertisement heard)) {
      return;
    }
    referee.require(packet.whole(), this, "goes by a damaged packet");
    if (kind.isSequenced()) {
      referee.require(packet.sequence() > lastSequence, this, "goes by a packet sent again");
      lastSequence = packet.sequence();
    }
    hearing.hear(heard, machine, node.now());
  }

  /** The router announces one of its addresses. */
  void announces() {
    lastAnnouncedNanos = node.now();
    referee.require(address, this, "announces an address that it does not have");
  }

  void changed(Transition change) {
    changes++;
    if (change.from() == State.MASTER || change.to() == State.MASTER) {
      masterNanos = node.now();
    }
    if (change.reason() == Reason.RESUMED || change.reason() == Reason.TAKEN_OVER) {
      // A startup hold does not apply to a role that was resumed or taken over, nor to the states
      // after it.
      holdEndNanos = node.now();
    }
    referee.changed(this, change);
    hearing.changed(change.to());
    address = change.to() == State.MASTER;
    node.reconciler().program(this, address ? config.addresses() : List.of());
  }

  /**
   * Counts another master, unless this router rejected its packets: that master may be silent for a
   * while.
   */
  void sees(OtherMaster other) {
    if (other.rejected() == null) {
      rivals.add(other.peer());
    }
  }

  void seesNoMore(InetAddress peer) {
    rivals.remove(peer);
  }

  /** When it last advertised as master, or announced an address. */
  long lastSpokeNanos() {
    return Math.max(lastSentNanos, lastAnnouncedNanos);
  }

  SimulatedNode node() {
    return node;
  }

  /** Whether the router is master, or was master at this moment. */
  boolean isOrWasMaster() {
    return address || masterNanos == node.now();
  }

  boolean hasAddress() {
    return address;
  }

  int rivals() {
    return rivals.size();
  }

  @Override
  public String toString() {
    return config.name()
        + " on "
        + node.index()
        + " ("
        + priority()
        + ") "
        + (node.runs(this) ? machine.state() + " by " + machine.reason().text() : "off");
  }
}

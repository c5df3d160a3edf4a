package org.hactl.vrrp;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One router of a simulated director: its state machine, and what a listener makes of it. */
final class SimulatedRouter implements SyncGroup.Member {
  private final SimulatedNode node;
  final int index;
  private final Referee referee;
  private VirtualRouter machine;
  private RouterConfig config;
  private @Nullable SyncGroup group;
  private long armedNanos = VirtualRouter.NEVER;
  private long lastSentNanos;
  private boolean remembered;

  /** Whether the virtual address is there. */
  private boolean address;

  /** What it was told of others who are master, and not yet that they are gone. */
  private int rivals;

  private int changes;
  private long ageAtStartNanos;

  final Hearing hearing = new Hearing();

  SimulatedRouter(SimulatedNode node, int index, RouterConfig config, Referee referee) {
    this.node = node;
    this.index = index;
    this.config = config;
    this.referee = referee;
    this.machine = node.program().router(config);
  }

  @Override
  public VirtualRouter machine() {
    return machine;
  }

  RouterConfig config() {
    return config;
  }

  void config(RouterConfig changed) {
    config = changed;
  }

  /** As after a start: nothing is known but what was remembered. */
  void create() {
    machine = node.program().router(config);
    group = null;
    address = false;
    rivals = 0;
    hearing.forget();
    armedNanos = VirtualRouter.NEVER;
  }

  void start() {
    long now = node.now();
    ageAtStartNanos = now - lastSentNanos;
    ResumeHint hint = remembered ? new ResumeHint(Duration.ofNanos(ageAtStartNanos)) : null;
    step(new Input.Startup(hint, config.conduct().holdNanos(0, Long.MAX_VALUE / 4)), now);
  }

  /** It has started, and its group has decided. */
  void started() {
    remembered = machine.state() == State.MASTER;
  }

  void crash() {
    remembered = machine.state() == State.MASTER;
  }

  /** How old its last advertisement was when it started. */
  long ageAtStartNanos() {
    return ageAtStartNanos;
  }

  int changes() {
    return changes;
  }

  /** How long it may stand still at most. */
  long downNanos() {
    long interval = config.advertInterval().toNanos();
    return (config.conduct().downTimerAdverts() + 1) * interval
        + (config.version() == VrrpVersion.V2 ? 1_000_000_000L : interval);
  }

  void join(@Nullable SyncGroup next) {
    if (group != next) {
      group = null;
      step(new Input.MemberFault(null), node.now());
      step(new Input.Grouped(next != null), node.now());
      group = next;
    }
  }

  void leaveGroup() {
    group = null;
  }

  @Override
  public void step(Input input, long nowNanos) {
    referee.touched(this);
    List<Effect> effects = machine.step(input, nowNanos + node.clockOffsetNanos());
    for (Effect effect : effects) {
      switch (effect) {
        case Effect.SendAdvertisement send -> send(send.priority());
        case Effect.AnnounceAddresses _ -> referee.require(address, this, "announces no address");
        case Effect.ChangeState change -> changed(change);
        case Effect.SeeTwoMasters _ -> rivals++;
        case Effect.SeeOneMaster _ -> rivals--;
        case Effect.News _ -> {}
      }
    }
    if (input instanceof Advertisement heard) {
      hearing.hear(heard, machine, nowNanos);
    }
    if (group != null) {
      group.after(this, effects, nowNanos);
    }
    arm();
  }

  private void send(int priority) {
    lastSentNanos = node.now();
    node.send(
        this,
        new Advertisement(
            priority,
            config.advertInterval().toNanos(),
            SimulatedSite.address(node.index()),
            true));
  }

  private void changed(Effect.ChangeState change) {
    changes++;
    referee.changed(this, change);
    hearing.changed(change.to());
    if (change.from() == State.MASTER) {
      remembered = false;
    }
    address = change.to() == State.MASTER;
    if (address) {
      node.schedule()
          .after(
              1,
              () -> {
                if (node.isAwake() && machine.state() == State.MASTER) {
                  step(new Input.AddressesReady(), node.now());
                }
              });
    }
  }

  /** Asks to be woken at the deadline; as the engine may do, a little before it. */
  private void arm() {
    long deadline = machine.nextDeadlineNanos();
    if (deadline == armedNanos) {
      return;
    }
    armedNanos = deadline;
    if (deadline != VirtualRouter.NEVER) {
      VirtualRouter mine = machine;
      node.schedule()
          .at(
              node.wakingNanos(machine),
              () -> {
                if (armedNanos == deadline && machine == mine && node.isAwake()) {
                  armedNanos = VirtualRouter.NEVER;
                  fire();
                }
              });
    }
  }

  /** Fires what is due, and waits for what is not. */
  void fire() {
    long now = node.now();
    if (now + node.clockOffsetNanos() >= machine.earliestDeadlineNanos()) {
      step(Input.Timer.FIRED, now);
    } else {
      arm();
    }
  }

  /** The timer ran out while nobody looked. */
  void disarm() {
    armedNanos = VirtualRouter.NEVER;
  }

  SimulatedNode node() {
    return node;
  }

  boolean hasAddress() {
    return address;
  }

  int rivals() {
    return rivals;
  }

  @Override
  public String toString() {
    return config.name()
        + " on "
        + node.index()
        + " ("
        + machine.self().priority()
        + ") "
        + (node.isRunning() ? machine.state() + " by " + machine.reason().text() : "off");
  }
}

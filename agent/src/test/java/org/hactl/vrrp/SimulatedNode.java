package org.hactl.vrrp;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Function;

/** One director: a state machine, a clock of its own, and what can befall a machine. */
final class SimulatedNode {
  private final Function<RouterConfig, VirtualRouter> program;
  private final InetAddress address;
  private final long clockOffsetNanos;
  private final Consumer<byte[]> network;
  private final Consumer<Effect.ChangeState> observer;
  private final Queue<byte[]> inbox = new ArrayDeque<>();
  private RouterConfig config;
  private VirtualRouter machine;
  private boolean running;
  private boolean paused;
  private boolean linkUp = true;
  private boolean wasMasterAtCrash;
  private long lastSentNanos;
  private int packetId;

  SimulatedNode(
      Function<RouterConfig, VirtualRouter> program,
      RouterConfig config,
      InetAddress address,
      long clockOffsetNanos,
      Consumer<byte[]> network,
      Consumer<Effect.ChangeState> observer) {
    this.program = program;
    this.config = config;
    this.address = address;
    this.clockOffsetNanos = clockOffsetNanos;
    this.network = network;
    this.observer = observer;
    this.machine = program.apply(config);
  }

  void start(long now) {
    if (running) {
      return;
    }
    running = true;
    machine = program.apply(config);
    tellLink(now);
    ResumeHint hint =
        wasMasterAtCrash ? new ResumeHint(Duration.ofNanos(now - lastSentNanos)) : null;
    wasMasterAtCrash = false;
    step(new Input.Startup(hint, 0), now);
  }

  /** Loses everything, says nothing. */
  void crash() {
    wasMasterAtCrash = running && machine.state() == State.MASTER;
    running = false;
    paused = false;
    inbox.clear();
  }

  void stop(long now) {
    resume(now);
    step(new Input.Shutdown(), now);
    running = false;
    inbox.clear();
  }

  void pause() {
    paused = running;
  }

  /** Takes in what came meanwhile before any timer, as the engine does. */
  void resume(long now) {
    if (!running || !paused) {
      return;
    }
    paused = false;
    tellLink(now);
    step(new Input.Reconfigured(config), now);
    while (!inbox.isEmpty()) {
      read(inbox.remove(), now);
    }
    fireTimer(now);
  }

  void setLink(boolean up, long now) {
    linkUp = up;
    if (running && !paused) {
      tellLink(now);
    }
  }

  private void tellLink(long now) {
    step(
        linkUp ? new Input.InterfaceUp(address) : new Input.InterfaceDown(Reason.INTERFACE_DOWN),
        now);
  }

  void reconfigure(RouterConfig changed, long now) {
    config = changed;
    if (running && !paused) {
      step(new Input.Reconfigured(changed), now);
    }
  }

  void yieldMastership(long now) {
    if (running && !paused) {
      step(new Input.OperatorYield(), now);
    }
  }

  void receive(byte[] packet, long now) {
    if (!running || !linkUp) {
      return;
    }
    if (paused) {
      inbox.add(packet);
    } else {
      read(packet, now);
    }
  }

  private void read(byte[] packet, long now) {
    Decoded decoded =
        new AdvertisementDecoder(config, address, new AhSequence()).decode(ByteBuffer.wrap(packet));
    if (decoded instanceof Advertisement advertisement) {
      step(advertisement, now);
    }
  }

  void fireTimer(long now) {
    if (running && !paused && now >= nextDeadline()) {
      step(Input.Timer.FIRED, now);
    }
  }

  /** On the world's clock. */
  long nextDeadline() {
    long deadline = machine.nextDeadlineNanos();
    return !running || paused || deadline == VirtualRouter.NEVER
        ? Long.MAX_VALUE
        : deadline - clockOffsetNanos;
  }

  private void step(Input input, long now) {
    List<Effect> effects = machine.step(input, now + clockOffsetNanos);
    for (Effect effect : effects) {
      switch (effect) {
        case Effect.SendAdvertisement send -> send(send.priority(), now);
        case Effect.ChangeState change -> observer.accept(change);
        case Effect.News _ -> {}
        case Effect.AnnounceAddresses _ -> {}
      }
    }
  }

  private void send(int priority, long now) {
    lastSentNanos = now;
    if (linkUp) {
      ByteBuffer packet = ByteBuffer.allocate(VrrpWire.MAX_PACKET_BYTES);
      new AdvertisementEncoder(config, address).encode(packet, 0, priority, ++packetId, 0);
      byte[] bytes = new byte[packet.limit()];
      packet.get(bytes);
      network.accept(bytes);
    }
  }

  /** Whether it can be master at all. */
  boolean isEligible() {
    return running && linkUp;
  }

  boolean isRunning() {
    return running;
  }

  boolean isMaster() {
    return running && machine.state() == State.MASTER;
  }

  RouterConfig config() {
    return config;
  }

  @Override
  public String toString() {
    return config.priority()
        + "@"
        + address.getHostAddress()
        + (isEligible() ? " " + machine.state() + " by " + machine.reason().text() : " off");
  }
}

package org.hactl.vrrp;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A segment with a few directors, where everything that goes wrong goes wrong in an order that the
 * seed decides. Misfortune lasts for a while; then the network is sound, although it may stay
 * divided and some directors may stay off, and every connected part has to come to rest with one
 * master.
 */
final class Simulation {
  private static final long MS = 1_000_000L;

  /** What is delivered, or befalls a node, at a time; in the order of the sequence at one time. */
  private record Event(long at, long sequence, Runnable action) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      int byTime = Long.compare(at, other.at);
      return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
    }
  }

  private final Random random;
  private final List<SimulatedNode> nodes = new ArrayList<>();
  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private final List<String> history = new ArrayList<>();
  private final int[] parts;
  private final long intervalNanos;
  private final boolean allPreempt;
  private boolean someYielded;
  private long sequence;
  private long now;
  private double loss;
  private double duplication;
  private double corruption;
  private long maxDelayNanos;

  /** When the last fault has had its effect. */
  private long soundNanos = Long.MAX_VALUE;

  private @Nullable String violation;

  Simulation(long seed, Function<RouterConfig, VirtualRouter> program) {
    random = new Random(seed);
    VrrpVersion version = random.nextBoolean() ? VrrpVersion.V2 : VrrpVersion.V3;
    int count = 2 + random.nextInt(4);
    parts = new int[count];
    allPreempt = random.nextBoolean();
    boolean equalPriorities = random.nextInt(4) == 0;
    int base = 50 + random.nextInt(100);
    long slowest = 0;
    for (int index = 0; index < count; index++) {
      Duration interval =
          version == VrrpVersion.V2
              ? Duration.ofSeconds(1)
              : Duration.ofMillis(100L * (1 + random.nextInt(3)));
      slowest = Math.max(slowest, interval.toNanos());
      RouterConfig config =
          RouterConfig.of(
              "VI_1",
              version,
              51,
              "v0",
              equalPriorities ? base : 1 + random.nextInt(255),
              interval,
              allPreempt || random.nextBoolean(),
              allPreempt ? Duration.ZERO : Duration.ofMillis(random.nextInt(3) * 500L),
              version == VrrpVersion.V2 ? Fixtures.PASS_1111 : Authentication.none(),
              Fixtures.addresses("192.0.2.254"),
              GratuitousArp.DEFAULT);
      // Half of them below and half above 128.0.0.0, where signed and unsigned order differ.
      InetAddress address =
          Fixtures.address((index % 2 == 0 ? "10" : "192") + ".0.2." + (index + 1));
      int self = index;
      nodes.add(
          new SimulatedNode(
              program,
              config,
              address,
              random.nextLong(1L << 40),
              packet -> transmit(self, packet),
              change -> observe(self, change)));
    }
    intervalNanos = slowest;
    maxDelayNanos = intervalNanos / 20;
  }

  /** Runs it to its end: null if all was well, else what was not. */
  @Nullable String run() {
    for (SimulatedNode node : nodes) {
      at(random.nextLong(3 * intervalNanos), () -> node.start(now));
    }
    long misfortuneEnds = 40 * intervalNanos;
    for (int count = random.nextInt(40); count > 0; count--) {
      at(random.nextLong(misfortuneEnds), this::misfortune);
    }
    at(misfortuneEnds, this::makeSound);
    runUntil(misfortuneEnds);
    soundNanos = misfortuneEnds + 2 * intervalNanos;
    // Every timer that runs now has run out after the longest down timer, three intervals and a
    // skew of less than one; what it starts takes one more interval to be heard by everybody.
    long restNanos = soundNanos + 5 * intervalNanos + MS;
    runUntil(restNanos);
    // Delayed preemption may come later, once.
    long quietNanos = restNanos + (allPreempt ? 0 : 1_000 * MS + 5 * intervalNanos);
    watch(quietNanos, false);
    watch(quietNanos + 30 * intervalNanos, true);
    if (violation == null) {
      checkTheBestIsMaster();
    }
    return violation;
  }

  /** What happened, for whoever looks into a failure. */
  List<String> history() {
    return history;
  }

  private void runUntil(long end) {
    while (violation == null && advance(end)) {
      // Each step is one event.
    }
    now = Math.max(now, end);
  }

  /** Checks after every event that each part has one master; in the end that nothing changes. */
  private void watch(long end, boolean quiet) {
    int changes = history.size();
    long doubtSince = Long.MAX_VALUE;
    while (violation == null) {
      boolean doubt = false;
      for (int part : Arrays.stream(parts).distinct().toArray()) {
        long masters = in(part).filter(SimulatedNode::isMaster).count();
        if (masters == 0 && in(part).anyMatch(SimulatedNode::isEligible)) {
          violate("no master in part " + part);
        }
        doubt |= masters > 1;
      }
      doubtSince = doubt ? Math.min(doubtSince, now) : Long.MAX_VALUE;
      if (doubt && now - doubtSince > intervalNanos + maxDelayNanos) {
        violate("two masters since " + doubtSince / MS + " ms");
      }
      if (quiet && history.size() > changes) {
        violate("a change of state without a cause");
      }
      if (!advance(end)) {
        break;
      }
    }
    now = Math.max(now, end);
  }

  private void checkTheBestIsMaster() {
    for (int part : Arrays.stream(parts).distinct().toArray()) {
      int best =
          in(part)
              .filter(SimulatedNode::isEligible)
              .mapToInt(node -> node.config().priority())
              .max()
              .orElse(0);
      boolean rules =
          in(part).anyMatch(n -> n.isMaster() && n.config().priority() == best) || best == 0;
      if (allPreempt && !someYielded && !rules) {
        violate("the highest priority is not master in part " + part);
      }
    }
  }

  private Stream<SimulatedNode> in(int part) {
    return IntStream.range(0, parts.length)
        .filter(index -> parts[index] == part)
        .mapToObj(nodes::get);
  }

  private void violate(String what) {
    violation = "at " + now / MS + " ms: " + what + ": " + nodes;
  }

  /** Takes the next event or timer, whichever comes first; false if none does before the end. */
  private boolean advance(long end) {
    SimulatedNode next = nodes.getFirst();
    for (SimulatedNode node : nodes) {
      next = node.nextDeadline() < next.nextDeadline() ? node : next;
    }
    Event event = events.peek();
    long deadline = Math.max(now, next.nextDeadline());
    if (event != null && event.at() <= Math.min(deadline, end)) {
      events.remove();
      now = event.at();
      event.action().run();
      return true;
    }
    if (deadline > end) {
      return false;
    }
    now = deadline;
    next.fireTimer(now);
    return true;
  }

  private void at(long time, Runnable action) {
    events.add(new Event(time, sequence++, action));
  }

  private void transmit(int from, byte[] packet) {
    for (int to = 0; to < nodes.size(); to++) {
      int copies = random.nextDouble() < duplication ? 2 : 1;
      for (int copy = 0; copy < copies; copy++) {
        if (to != from && random.nextDouble() >= loss) {
          SimulatedNode receiver = nodes.get(to);
          byte[] sent = random.nextDouble() < corruption ? corrupted(packet) : packet;
          int receiverIndex = to;
          at(
              now + 1 + random.nextLong(maxDelayNanos),
              () -> {
                if (parts[from] == parts[receiverIndex]) {
                  receiver.receive(sent, now);
                }
              });
        }
      }
    }
  }

  private byte[] corrupted(byte[] packet) {
    byte[] damaged = packet.clone();
    damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
    return damaged;
  }

  private void misfortune() {
    SimulatedNode node = nodes.get(random.nextInt(nodes.size()));
    switch (random.nextInt(13)) {
      case 0, 1 -> log("crash", node, node::crash);
      case 2, 3, 4 -> log("start", node, () -> node.start(now));
      case 5 -> log("stop", node, () -> node.stop(now));
      case 6 -> {
        log("pause", node, node::pause);
        at(
            now + random.nextLong(6 * intervalNanos),
            () -> log("resume", node, () -> node.resume(now)));
      }
      case 7 -> log("link down", node, () -> node.setLink(false, now));
      case 8, 9 -> log("link up", node, () -> node.setLink(true, now));
      case 10 -> divide();
      case 11 -> {
        int priority = 1 + random.nextInt(255);
        log(
            "priority " + priority,
            node,
            () -> node.reconfigure(Fixtures.withPriority(node.config(), priority), now));
      }
      default -> {
        if (random.nextBoolean()) {
          someYielded = true;
          log("yield", node, () -> node.yieldMastership(now));
        } else {
          spoilNetwork();
        }
      }
    }
  }

  private void divide() {
    for (int index = 0; index < parts.length; index++) {
      parts[index] = random.nextInt(3) == 0 ? 1 : 0;
    }
    history.add(now / MS + " ms: parts " + Arrays.toString(parts));
  }

  private void spoilNetwork() {
    loss = random.nextDouble() * 0.7;
    duplication = random.nextDouble() * 0.5;
    corruption = random.nextDouble() * 0.3;
    maxDelayNanos = 1 + random.nextLong(2 * intervalNanos);
    history.add(now / MS + " ms: loss " + loss + ", delay to " + maxDelayNanos / MS + " ms");
  }

  private void makeSound() {
    loss = 0;
    duplication = 0;
    corruption = 0;
    maxDelayNanos = intervalNanos / 20;
    history.add(now / MS + " ms: sound again");
    for (SimulatedNode node : nodes) {
      if (node.isRunning()) {
        node.resume(now);
      }
    }
  }

  private void log(String what, SimulatedNode node, Runnable action) {
    history.add(now / MS + " ms: " + what + " " + node);
    action.run();
  }

  private void observe(int node, Effect.ChangeState change) {
    history.add(
        "%d ms: node %d %s -> %s by %s"
            .formatted(now / MS, node, change.from(), change.to(), change.reason().text()));
  }
}

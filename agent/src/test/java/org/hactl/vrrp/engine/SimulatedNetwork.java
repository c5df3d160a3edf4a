package org.hactl.vrrp.engine;

import java.util.Arrays;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;

/**
 * Segments that lose, duplicate, damage and delay packets, each on its own, and that divide into
 * parts or fail in one direction.
 */
final class SimulatedNetwork {
  private final Schedule schedule;
  private final RandomGenerator random;
  private final int nodes;

  /** By segment and node: the part of the segment that the node is in. */
  private final int[][] parts;

  /** By segment, sender and receiver: whether this direction is cut. */
  private final boolean[][][] cut;

  private final long soundDelayNanos;
  private double loss;
  private double duplication;
  private double corruption;
  private long maxDelayNanos;

  SimulatedNetwork(SimulatedSite site, Schedule schedule, RandomGenerator random) {
    this.schedule = schedule;
    this.random = random;
    this.nodes = site.nodes;
    this.parts = new int[site.segments][site.nodes];
    this.cut = new boolean[site.segments][site.nodes][site.nodes];
    this.soundDelayNanos = 10_000_000L;
    this.maxDelayNanos = soundDelayNanos;
  }

  long soundDelayNanos() {
    return soundDelayNanos;
  }

  int part(int segment, int node) {
    return parts[segment][node];
  }

  /** Whether no direction is cut inside a part, and every segment is divided in the same way. */
  boolean isSound() {
    boolean alike = Arrays.stream(parts).allMatch(each -> Arrays.equals(each, parts[0]));
    boolean whole =
        Arrays.stream(cut)
            .flatMap(Arrays::stream)
            .noneMatch(row -> Arrays.equals(row, new boolean[nodes]) == false);
    return alike && whole && loss == 0 && corruption == 0 && maxDelayNanos <= soundDelayNanos;
  }

  /** Sends to one node, or to all others (-1). Each copy may be lost, late or damaged. */
  void send(
      int segment,
      int from,
      int only,
      SimulatedPacket packet,
      BiConsumer<Integer, SimulatedPacket> delivery) {
    for (int to = 0; to < nodes; to++) {
      if (to != from && (only < 0 || to == only)) {
        int copies = random.nextDouble() < duplication ? 2 : 1;
        for (int copy = 0; copy < copies; copy++) {
          sendCopy(segment, from, to, packet, delivery);
        }
      }
    }
  }

  private void sendCopy(
      int segment,
      int from,
      int to,
      SimulatedPacket packet,
      BiConsumer<Integer, SimulatedPacket> delivery) {
    if (random.nextDouble() < loss) {
      return;
    }
    SimulatedPacket arriving = random.nextDouble() < corruption ? packet.damaged(random) : packet;
    schedule.after(
        1 + random.nextLong(maxDelayNanos),
        () -> {
          if (reaches(segment, from, to)) {
            delivery.accept(to, arriving);
          }
        });
  }

  private boolean reaches(int segment, int from, int to) {
    return parts[segment][from] == parts[segment][to] && !cut[segment][from][to];
  }

  void divide() {
    int[] divided = new int[nodes];
    for (int node = 0; node < nodes; node++) {
      divided[node] = random.nextInt(3) == 0 ? 1 : 0;
    }
    boolean everywhere = random.nextBoolean();
    int one = random.nextInt(parts.length);
    for (int segment = 0; segment < parts.length; segment++) {
      if (everywhere || segment == one) {
        parts[segment] = divided.clone();
      }
    }
  }

  void cutOneWay() {
    int segment = random.nextInt(parts.length);
    cut[segment][random.nextInt(nodes)][random.nextInt(nodes)] = true;
  }

  void spoil() {
    loss = random.nextDouble() * 0.7;
    duplication = random.nextDouble() * 0.5;
    corruption = random.nextDouble() * 0.3;
    maxDelayNanos = 1 + random.nextLong(2_000_000_000L);
  }

  /** Ends every failure except a division into parts. */
  void mend() {
    loss = 0;
    duplication = 0;
    corruption = 0;
    maxDelayNanos = soundDelayNanos;
    for (int segment = 0; segment < parts.length; segment++) {
      parts[segment] = parts[0].clone();
      for (boolean[] row : cut[segment]) {
        Arrays.fill(row, false);
      }
    }
  }

  @Override
  public String toString() {
    return "parts %s, loss %.2f, damage %.2f, delay to %d ms"
        .formatted(Arrays.deepToString(parts), loss, corruption, maxDelayNanos / 1_000_000);
  }
}

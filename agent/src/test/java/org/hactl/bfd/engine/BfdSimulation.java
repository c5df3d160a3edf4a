package org.hactl.bfd.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.hactl.bfd.model.BfdConfig;
import org.hactl.bfd.model.BfdState;
import org.hactl.bfd.protocol.BfdEffect;
import org.hactl.bfd.protocol.BfdEffect.ChangeState;
import org.hactl.bfd.protocol.BfdEffect.Send;
import org.hactl.bfd.protocol.BfdInput;
import org.hactl.bfd.protocol.BfdSession;
import org.hactl.bfd.protocol.ControlPacket;

/** Two sessions on one link that delays, loses and reorders, under one clock and one seed. */
final class BfdSimulation {
  static final long MILLI = 1_000_000;
  static final long SECOND = 1_000 * MILLI;

  private final SplittableRandom random;
  private final PriorityQueue<Flight> flights = new PriorityQueue<>();
  private final Node[] nodes = new Node[2];
  private long now;
  private long order;
  private boolean cut;
  private double loss;
  private long maxDelayNanos;
  private boolean reorders;
  private final long[] lastArrivalNanos = new long[2];

  /** A packet on its way. */
  private record Flight(long atNanos, long order, int to, byte[] bytes)
      implements Comparable<Flight> {
    @Override
    public int compareTo(Flight other) {
      return atNanos != other.atNanos
          ? Long.compare(atNanos, other.atNanos)
          : Long.compare(order, other.order);
    }
  }

  BfdSimulation(long seed, BfdConfig first, BfdConfig second) {
    random = new SplittableRandom(seed);
    now = random.nextLong(SECOND);
    nodes[0] = new Node(0, first);
    nodes[1] = new Node(1, second);
  }

  SplittableRandom random() {
    return random;
  }

  /** Delays packets by less than this, and keeps their order. */
  void goodLink(long maxDelay) {
    loss = 0;
    maxDelayNanos = maxDelay;
    reorders = false;
  }

  /** Loses and delays packets, and lets them overtake each other. */
  void badLink(double lost, long maxDelay) {
    loss = lost;
    maxDelayNanos = maxDelay;
    reorders = true;
  }

  /** Cuts the link, or heals it. */
  void cut(boolean whether) {
    cut = whether;
    if (whether) {
      flights.clear();
    }
  }

  BfdSession session(int index) {
    return nodes[index].session;
  }

  boolean bothUp() {
    return session(0).state() == BfdState.UP && session(1).state() == BfdState.UP;
  }

  /** How often the two sessions went down, added up. */
  int downs() {
    return nodes[0].downs + nodes[1].downs;
  }

  void reconfigure(int index, BfdConfig config) {
    nodes[index].step(new BfdInput.Reconfigured(config));
  }

  /** The process dies without sending a packet, and starts again. */
  void restart(int index) {
    nodes[index] = new Node(index, session(index).config());
  }

  void run(long nanos) {
    long end = now + nanos;
    while (true) {
      Flight flight = flights.peek();
      long arrival = flight == null ? BfdSession.NEVER : flight.atNanos();
      // A change of timers can move a deadline into the past, where it is due at once.
      long timer =
          Math.max(now, Math.min(session(0).nextDeadlineNanos(), session(1).nextDeadlineNanos()));
      long next = Math.min(arrival, timer);
      if (next > end) {
        now = end;
        return;
      }
      now = next;
      if (flight != null && arrival <= timer) {
        flights.poll();
        nodes[flight.to()].receive(flight.bytes());
      } else {
        for (Node node : nodes) {
          if (node.session.nextDeadlineNanos() <= now) {
            node.step(BfdInput.Timer.FIRED);
          }
        }
      }
    }
  }

  private void send(int to, byte[] bytes) {
    if (!cut && random.nextDouble() >= loss) {
      long arrival = now + random.nextLong(maxDelayNanos);
      if (!reorders) {
        arrival = Math.max(arrival, lastArrivalNanos[to]);
      }
      lastArrivalNanos[to] = arrival;
      flights.add(new Flight(arrival, order++, to, bytes));
    }
  }

  /** One end, which checks that the RFC allows every packet of its session. */
  private final class Node {
    private final int index;
    private final BfdSession session;
    private int downs;
    private long lastPeriodicNanos;
    private long heardNanos;

    Node(int index, BfdConfig config) {
      this.index = index;
      this.session =
          new BfdSession(config, random.nextInt(1, Integer.MAX_VALUE), random.split(), now);
      this.lastPeriodicNanos = now - 10 * SECOND;
    }

    void receive(byte[] bytes) {
      ControlPacket packet = new ControlPacket(ByteBuffer.wrap(bytes));
      assertThat(packet.problem()).isNull();
      int named = packet.yourDiscriminator();
      if (named == 0 || named == session.discriminator()) {
        heardNanos = now;
        step(packet);
      }
    }

    void step(BfdInput input) {
      boolean changed = false;
      for (BfdEffect effect : session.step(input, now)) {
        switch (effect) {
          case ChangeState change -> {
            changed = change.from() != change.to();
            if (change.from() == BfdState.UP && change.to() == BfdState.DOWN) {
              downs++;
            }
          }
          case Send send -> transmit(send, changed);
        }
      }
      if (session.state() == BfdState.UP) {
        assertThat(now - heardNanos).isLessThanOrEqualTo(session.detectionNanos());
      }
    }

    private void transmit(Send send, boolean changed) {
      ByteBuffer bytes = ByteBuffer.allocate(ControlPacket.LENGTH_BYTES);
      session.write(send, bytes);
      ControlPacket packet = new ControlPacket(bytes);
      assertThat(packet.isPoll() && packet.isFinal()).isFalse();
      if (session.state() != BfdState.UP) {
        assertThat(packet.desiredMinTxMicros()).isGreaterThanOrEqualTo(1_000_000);
      }
      if (send != Send.FINAL) {
        if (!changed) {
          assertThat(now - lastPeriodicNanos)
              .isGreaterThanOrEqualTo(session.sendIntervalNanos() * 3 / 4);
        }
        lastPeriodicNanos = now;
      }
      BfdSimulation.this.send(1 - index, bytes.array());
    }
  }
}

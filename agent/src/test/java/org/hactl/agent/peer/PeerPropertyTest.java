package org.hactl.agent.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.agent.peer.TestPeer.NEW;
import static org.hactl.agent.peer.TestPeer.OLD;
import static org.hactl.agent.peer.TestPeer.SECOND;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import org.hactl.agent.peer.PeerCodec.Decoded;
import org.hactl.agent.peer.StandBack.Verdict;
import org.hactl.api.SiteKey;
import org.hactl.api.SiteKeys;
import org.hactl.vrrp.model.Deference;
import org.hactl.vrrp.model.State;
import org.junit.jupiter.api.Test;

/**
 * Three directors of random versions on a network that loses, delays and doubles messages, with an
 * attacker who records all and sends copies, changed or not. Directors stop, and start again
 * without a memory.
 */
class PeerPropertyTest {
  private static final int SEEDS = 40;
  private static final long STEP = SECOND / 10;
  private static final List<String> NAMES = List.of("lvs1", "lvs2", "lvs3");
  private static final Map<String, String> OLD_STATES =
      Map.of("lvs1", OLD, "lvs2", OLD, "lvs3", OLD);
  private static final Map<String, String> NEW_STATES =
      Map.of("lvs1", NEW, "lvs2", NEW, "lvs3", NEW);

  private record Flight(long atNanos, byte[] packet) {}

  /** One director; what it says is true from the moment it changes. */
  private static final class Node {
    final String name;
    final PeerCodec codec =
        new PeerCodec(new SiteKeys(SiteKey.of(1, new byte[SiteKey.BYTES]), null));
    PeerExchange exchange;
    StandBack standBack = new StandBack();
    boolean up = true;
    boolean isNew;
    long lastUpNanos;

    Node(String name, PeerExchange exchange) {
      this.name = name;
      this.exchange = exchange;
    }

    LocalSite site() {
      return isNew
          ? TestPeer.site(name, 9, NEW, NEW_STATES, State.BACKUP)
          : TestPeer.site(name, 7, OLD, OLD_STATES, State.BACKUP);
    }
  }

  @Test
  void noOneIsHeardWhoDidNotSpeakInTime() {
    for (long seed = 1; seed <= SEEDS; seed++) {
      new Run(seed).run();
    }
  }

  private static final class Run {
    private final long seed;
    private final Random random;
    private final List<Node> nodes = new ArrayList<>();
    private final PriorityQueue<Flight> network =
        new PriorityQueue<>(Comparator.comparingLong(Flight::atNanos));
    private final List<byte[]> recorded = new ArrayList<>();
    private long now = 1_000 * SECOND;

    Run(long seed) {
      this.seed = seed;
      this.random = new Random(seed);
      for (String name : NAMES) {
        Node node = new Node(name, new PeerExchange(random::nextLong, now));
        node.isNew = random.nextBoolean();
        nodes.add(node);
      }
    }

    void run() {
      for (int step = 0; step < 600; step++) {
        now += STEP;
        disturb();
        deliver();
        for (Node node : nodes) {
          if (node.up) {
            turn(node);
          }
        }
      }
      // In the end the network is sound and the attacker goes on.
      nodes.forEach(this::start);
      for (int step = 0; step < 100; step++) {
        now += STEP;
        attack();
        deliver();
        nodes.forEach(this::turn);
      }
      for (Node node : nodes) {
        assertThat(node.exchange.heard(now)).as("seed %d: %s", seed, node.name).hasSize(2);
        boolean older = !node.isNew && nodes.stream().anyMatch(each -> each.isNew);
        assertThat(
                node.standBack
                    .verdicts(node.site(), node.exchange.heard(now).values(), now)
                    .getOrDefault("VI_1", Verdict.NONE)
                    .level())
            .as("seed %d: %s", seed, node.name)
            .isEqualTo(older ? Deference.TAKEOVER : Deference.NONE);
      }
    }

    private void start(Node node) {
      if (!node.up) {
        node.up = true;
        node.exchange = new PeerExchange(random::nextLong, now);
        node.standBack = new StandBack();
      }
    }

    private void disturb() {
      Node node = nodes.get(random.nextInt(nodes.size()));
      switch (random.nextInt(60)) {
        case 0 -> node.up = false;
        case 1 -> start(node);
        case 2 -> node.isNew = true;
        default -> attack();
      }
    }

    private void attack() {
      if (!recorded.isEmpty() && random.nextInt(3) == 0) {
        byte[] copy = recorded.get(random.nextInt(recorded.size())).clone();
        if (random.nextInt(4) == 0) {
          copy[random.nextInt(copy.length)] ^= (byte) (1 + random.nextInt(255));
        }
        network.add(new Flight(now, copy));
      }
    }

    private void turn(Node node) {
      node.lastUpNanos = now;
      node.standBack.verdicts(node.site(), node.exchange.heard(now).values(), now);
      if (node.exchange.nextNanos() <= now) {
        for (PeerMessage message :
            node.exchange.round(node.site(), node.standBack.needsWord(), now)) {
          byte[] packet = node.codec.encode(message);
          recorded.add(packet);
          for (int copies = random.nextInt(10) == 0 ? 2 : 1; copies > 0; copies--) {
            if (random.nextInt(5) != 0 || now > 1_060 * SECOND) {
              network.add(new Flight(now + random.nextLong(SECOND / 5), packet));
            }
          }
        }
      }
      for (HeardPeer heard : node.exchange.heard(now).values()) {
        Node peer = nodes.get(NAMES.indexOf(heard.host()));
        assertThat(now - peer.lastUpNanos)
            .as("seed %d: %s hears %s, which is down", seed, node.name, peer.name)
            .isLessThanOrEqualTo(PeerExchange.HEARD_WITHIN.toNanos());
        assertThat(peer.isNew || heard.serial() == 7)
            .as("seed %d: %s believes a serial that %s never had", seed, node.name, peer.name)
            .isTrue();
      }
    }

    private void deliver() {
      while (!network.isEmpty() && network.peek().atNanos() <= now) {
        byte[] packet = network.remove().packet();
        for (Node node : nodes) {
          if (node.up
              && node.codec.decode(ByteBuffer.wrap(packet)) instanceof Decoded.Heard heard) {
            node.exchange.hear(heard.message(), node.site(), now);
          }
        }
      }
    }
  }
}

package org.hactl.bfd.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.bfd.protocol.BfdFixtures.NEIGHBOUR;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.hactl.bfd.engine.FakeBfdNetwork.Came;
import org.hactl.bfd.model.BfdConfig;
import org.hactl.bfd.model.BfdSessionStatus;
import org.hactl.bfd.model.BfdState;
import org.hactl.bfd.model.BfdTransition;
import org.hactl.bfd.protocol.BfdFixtures;
import org.hactl.bfd.protocol.ControlPacket;
import org.hactl.bfd.protocol.Packets;
import org.jspecify.annotations.Nullable;

/** A core on a network in memory, with a clock that the test moves. */
abstract class TestBfdCore {
  static final long SECOND = 1_000_000_000L;
  static final Came CAME = new Came(NEIGHBOUR, false, 255, null);

  final FakeBfdNetwork network = new FakeBfdNetwork();
  final List<BfdTransition> transitions = new ArrayList<>();
  long now = 5 * SECOND;
  final BfdCore core =
      new BfdCore(
          network,
          transitions::add,
          () -> now,
          InstantSource.fixed(Instant.EPOCH),
          new SplittableRandom(1));

  void configure(BfdConfig... configs) {
    core.configure(List.of(configs));
  }

  BfdSessionStatus status() {
    return core.sessionStatus().getFirst();
  }

  void hear(BfdState state) {
    hear(state, CAME);
  }

  void hear(BfdState state, Came came) {
    core.receive(Packets.of(state).to(status().local().discriminator()).packet(), came);
  }

  void bringUp() {
    core.receive(Packets.of(BfdState.DOWN).to(0).packet(), CAME);
    hear(BfdState.INIT);
    assertThat(status().state()).isEqualTo(BfdState.UP);
    now = core.nextDeadlineNanos();
    core.fireTimers();
    Packets answer = Packets.of(BfdState.UP).flags(ControlPacket.FINAL);
    core.receive(answer.to(status().local().discriminator()).packet(), CAME);
    assertThat(status().intervals().polling()).isFalse();
    network.takeSent();
  }

  static BfdConfig onInterface(@Nullable String name, String neighbour) {
    return BfdFixtures.with(neighbour, null, name, 50, 50, 3, false, false, 255);
  }
}

package org.hactl.bfd.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.hactl.bfd.model.BfdSessionStatus;
import org.hactl.bfd.model.BfdState;
import org.hactl.bfd.model.BfdTransition;
import org.hactl.bfd.model.SessionSnapshot;
import org.hactl.bfd.protocol.BfdFixtures;
import org.junit.jupiter.api.Test;

/** The sessions of one process go on where those of another one stand still. */
class BfdTakeOverTest extends TestBfdCore {
  private final List<BfdTransition> nextTransitions = new ArrayList<>();
  private final FakeBfdNetwork nextNetwork = new FakeBfdNetwork();
  private final BfdCore next =
      new BfdCore(
          nextNetwork,
          nextTransitions::add,
          () -> now,
          InstantSource.fixed(Instant.EPOCH),
          new SplittableRandom(2));

  @Test
  void aSessionThatIsUpStaysUpWithItsDiscriminator() {
    configure(BfdFixtures.session());
    bringUp();
    BfdSessionStatus before = status();
    Map<String, SessionSnapshot> frozen = core.freeze();
    next.inherit(frozen);
    next.configure(List.of(BfdFixtures.session()));
    BfdSessionStatus after = next.sessionStatus().getFirst();
    assertThat(after.state()).isEqualTo(BfdState.UP);
    assertThat(after.local().discriminator()).isEqualTo(before.local().discriminator());
    assertThat(after.local().transitions()).isEqualTo(before.local().transitions());
    assertThat(after.remote()).isEqualTo(before.remote());
    assertThat(before.traffic().packetsReceived()).isPositive();
    assertThat(after.traffic().packetsReceived()).isEqualTo(before.traffic().packetsReceived());
    assertThat(after.traffic().packetsSent()).isEqualTo(before.traffic().packetsSent() + 1);
    assertThat(after.intervals()).isEqualTo(before.intervals());
    assertThat(nextTransitions).isEmpty();
    assertThat(nextNetwork.takeSent()).as("the neighbour hears it at once").hasSize(1);
  }

  @Test
  void aNeighbourThatIsSilentAfterwardsIsDown() {
    configure(BfdFixtures.session());
    bringUp();
    next.inherit(core.freeze());
    next.configure(List.of(BfdFixtures.session()));
    now += SECOND;
    next.fireTimers();
    assertThat(nextTransitions).extracting(BfdTransition::to).containsExactly(BfdState.DOWN);
  }

  @Test
  void whatWasNotHeardWhileItStoodStillDoesNotCount() {
    configure(BfdFixtures.session());
    bringUp();
    transitions.clear();
    core.freeze();
    now += SECOND;
    core.thaw();
    core.fireTimers();
    assertThat(status().state()).isEqualTo(BfdState.UP);
    assertThat(transitions).isEmpty();
  }
}

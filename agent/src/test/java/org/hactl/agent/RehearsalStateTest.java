package org.hactl.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Path;
import java.util.stream.Collectors;
import org.hactl.agent.engines.BfdConfigs;
import org.hactl.agent.engines.RouterConfigs;
import org.hactl.host.HostState;
import org.hactl.host.TrackSpec;
import org.hactl.host.TrackerSpec;
import org.junit.jupiter.api.Test;

class RehearsalStateTest {
  private final HostState state = new RehearsalState("hactl-none", Path.of("/tmp/none")).get();

  @Test
  void canRun() {
    assertThat(RouterConfigs.problems(state)).isEmpty();
    assertThat(BfdConfigs.problems(state)).isEmpty();
  }

  @Test
  void hasATrackerOfEachKindAndUsesAllOfThem() {
    assertThat(state.vrrp().trackers())
        .extracting(tracker -> (Object) tracker.getClass())
        .containsExactlyInAnyOrder((Object[]) TrackerSpec.class.getPermittedSubclasses());
    String expressions =
        state.virtualRouters().getFirst().tracks().stream()
                .map(TrackSpec::expression)
                .collect(Collectors.joining(" "))
            + " "
            + state.vrrp().syncGroups().getFirst().tracks().getFirst().expression();
    assertThat(expressions.split("[ ()]+"))
        .containsAll(state.vrrp().trackers().stream().map(TrackerSpec::name).toList());
  }

  @Test
  void everyClassOfAMasterIsThere() {
    assertThatCode(Rehearsal::loadMasters).doesNotThrowAnyException();
  }
}

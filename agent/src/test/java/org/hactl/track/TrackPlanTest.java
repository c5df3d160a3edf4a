package org.hactl.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.hactl.host.HostState;
import org.hactl.host.TrackSpec;
import org.hactl.host.TrackerSpec;
import org.hactl.host.VrrpPolicy.SyncGroupSpec;
import org.junit.jupiter.api.Test;

class TrackPlanTest {
  private static final TrackerSpec UPLINK = new TrackerSpec.Interface("uplink", "eth1", 0, 0);
  private static final TrackerSpec WEB = new TrackerSpec.Service("web", "shop", 1);

  @Test
  void aRouterTracksWhatItsGroupTracksToo() {
    HostState state =
        TrackStates.state(
            List.of(
                TrackStates.router("VI_1", new TrackSpec("uplink", 0)),
                TrackStates.router("VI_2"),
                TrackStates.router("VI_3")),
            List.of(UPLINK, WEB),
            List.of(
                new SyncGroupSpec(
                    "G",
                    List.of("VI_1", "VI_2"),
                    List.of(new TrackSpec("not web", 5)),
                    List.of())));
    TrackPlan plan = TrackPlan.of(state);
    assertThat(plan.tracks().get("VI_1"))
        .extracting(each -> each.when() + " " + each.weight())
        .containsExactly("uplink 0", "not web 5");
    assertThat(plan.tracks().get("VI_2")).hasSize(1);
    assertThat(plan.tracks().get("VI_3")).isEmpty();
    assertThat(plan.usedBy())
        .containsEntry("uplink", Set.of("VI_1"))
        .containsEntry("web", Set.of("G"));
  }

  @Test
  void allProblemsAreReportedAtOnce() {
    HostState state =
        TrackStates.state(
            List.of(
                TrackStates.router(
                    "VI_1", new TrackSpec("uplink and", 0), new TrackSpec("missing", 1))),
            List.of(UPLINK, UPLINK),
            List.of());
    assertThat(TrackEngine.problems(state))
        .containsExactly(
            "two trackers are named uplink",
            "VI_1 tracks \"uplink and\": column 11: expected the name of a tracker, 'not' or '(',"
                + " found the end",
            "VI_1 tracks missing, which the site does not have");
    assertThatThrownBy(() -> TrackPlan.of(state)).isInstanceOf(IllegalArgumentException.class);
  }
}

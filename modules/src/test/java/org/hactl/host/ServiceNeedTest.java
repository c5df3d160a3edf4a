package org.hactl.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.hactl.host.Quorum.By;
import org.junit.jupiter.api.Test;

/** What services need of their real servers. */
class ServiceNeedTest {
  @Test
  void aQuorumNeedsWhatKeepsItFromBeingLost() {
    assertThat(ServiceNeed.of(new Quorum(By.WEIGHT, 4, 1))).isEqualTo(new ServiceNeed(0, 3));
    assertThat(ServiceNeed.of(new Quorum(By.COUNT, 2, 0))).isEqualTo(new ServiceNeed(2, 0));
  }

  @Test
  void isMetByNumberAndWeight() {
    ServiceNeed need = new ServiceNeed(2, 4);
    assertThat(need.isMetBy(List.of(4))).isFalse();
    assertThat(need.isMetBy(List.of(1, 2))).isFalse();
    assertThat(need.isMetBy(List.of(1, 3))).isTrue();
    assertThat(need.text()).isEqualTo("2 and weight 4");
    assertThat(new ServiceNeed(1, 4).text()).isEqualTo("weight 4");
    assertThat(new ServiceNeed(2, 0).text()).isEqualTo("2");
  }

  @Test
  void tellsHowManyServersAreEnoughWhicheverTheyAre() {
    assertThat(new ServiceNeed(0, 3).anyServers(List.of(3, 1, 1))).isEqualTo(3);
    assertThat(new ServiceNeed(0, 3).anyServers(List.of(2, 2, 2))).isEqualTo(2);
    assertThat(new ServiceNeed(0, 9).anyServers(List.of(2, 2))).isEqualTo(3);
    assertThat(new ServiceNeed(2, 0).anyServers(List.of(1))).isEqualTo(2);
  }

  @Test
  void ofAServiceItIsWhatItsQuorumAndTheTrackersWant() {
    HostState state =
        HostState.builder("shop", "lvs1")
            .virtualServices(
                List.of(
                    VirtualServiceSpec.builder("web", "192.0.2.9", 80)
                        .capacity(CapacitySpec.of(new Quorum(By.WEIGHT, 4, 0)))
                        .build()))
            .vrrp(
                new VrrpPolicy(
                    List.of(),
                    List.of(
                        new TrackerSpec.Service("two", "web", 2),
                        new TrackerSpec.Service("own", "web", 0)),
                    List.of(),
                    List.of(),
                    List.of(),
                    false))
            .build();
    assertThat(Quorums.of(List.of(state))).containsOnly(Map.entry("web", new ServiceNeed(2, 4)));
    assertThat(Quorums.ofTrackers(state)).containsOnly(Map.entry("web", 2));
  }
}

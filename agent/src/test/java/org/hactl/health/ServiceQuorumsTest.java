package org.hactl.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hactl.health.QuorumView.Standing;
import org.hactl.host.CapacitySpec;
import org.hactl.host.Hold;
import org.hactl.host.Holds;
import org.hactl.host.Quorum;
import org.hactl.host.Quorum.By;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.host.VirtualServiceSpec.RealServerSpec;
import org.junit.jupiter.api.Test;

/** When a service reaches its quorum, and when it loses it. */
class ServiceQuorumsTest {
  private final ServiceQuorums quorums = new ServiceQuorums();
  private List<RealServerHealth> health = new ArrayList<>();
  private Holds holds = Holds.NONE;

  @Test
  void isReachedAboveTheHysteresisAndLostBelowItAsInKeepalived() {
    // Weights 1, 2 and 3; quorum 4, hysteresis 1: reached at 5, lost below 3.
    configure(new Quorum(By.WEIGHT, 4, 1));
    assertThat(with("HHH")).isEqualTo("UNKNOWN -> REACHED 6/6");
    assertThat(with("HHU")).isEqualTo("none");
    assertThat(with("HUU")).isEqualTo("REACHED -> LOST 1/6");
    assertThat(with("HUH")).isEqualTo("none");
    assertThat(with("UHH")).isEqualTo("LOST -> REACHED 5/6");
  }

  @Test
  void atTheStartItTakesWhatReachesIt() {
    configure(new Quorum(By.WEIGHT, 4, 1));
    assertThat(with("???")).isEqualTo("none");
    assertThat(with("H?H")).isEqualTo("none");
    assertThat(with("HUH")).isEqualTo("UNKNOWN -> LOST 4/6");
  }

  @Test
  void serversThatAreNotCheckedCountAndThoseWithoutAResultMightCount() {
    configure(new Quorum(By.COUNT, 2, 0));
    assertThat(with("--?")).isEqualTo("UNKNOWN -> REACHED 2/3");
    assertThat(with("U-?")).isEqualTo("none");
    assertThat(with("U-U")).isEqualTo("REACHED -> LOST 1/3");
  }

  @Test
  void aDrainedServerCountsNothing() {
    configure(new Quorum(By.COUNT, 2, 0));
    assertThat(with("HHU")).isEqualTo("UNKNOWN -> REACHED 2/3");
    holds =
        Holds.of(
            List.of(
                new Hold.Drain(
                    "web1", null, new Hold.Word(Hold.State.HELD, "ann@desk", "", 1, 1))));
    assertThat(with("HHU")).isEqualTo("REACHED -> LOST 1/3");
  }

  @Test
  void standsAsBeforeAfterAChangeOfTheSiteAndInAnotherProcess() {
    configure(new Quorum(By.WEIGHT, 4, 1));
    with("HHH");
    with("HHU");
    Map<String, QuorumView> handedOver = quorums.views();
    configure(new Quorum(By.WEIGHT, 3, 0));
    assertThat(with("HHU")).isEqualTo("none");
    ServiceQuorums next = new ServiceQuorums();
    next.configure(List.of(service(new Quorum(By.WEIGHT, 4, 1))), handedOver, 9);
    assertThat(next.look("web", _ -> health("HHU"), holds, 9)).isEmpty();
    assertThat(next.of("web")).isEqualTo(Standing.REACHED);
  }

  @Test
  void aServiceOfWhichTheSiteSaysNothingHasNone() {
    quorums.configure(
        List.of(VirtualServiceSpec.builder("web", "192.0.2.9", 80).build()), Map.of(), 0);
    assertThat(quorums.views()).isEmpty();
    assertThat(quorums.look("web", _ -> List.of(), holds, 0)).isEmpty();
  }

  private void configure(Quorum quorum) {
    quorums.configure(List.of(service(quorum)), Map.of(), 0);
  }

  private static VirtualServiceSpec service(Quorum quorum) {
    return VirtualServiceSpec.builder("web", "192.0.2.9", 80)
        .capacity(CapacitySpec.of(quorum))
        .realServers(
            List.of(
                new RealServerSpec("web1", "192.0.2.1", 80, 1),
                new RealServerSpec("web2", "192.0.2.2", 80, 2),
                new RealServerSpec("web3", "192.0.2.3", 80, 3)))
        .build();
  }

  /** The change with this health of the servers: H healthy, U unhealthy, - unchecked, ? unknown. */
  private String with(String word) {
    health = health(word);
    Optional<ServiceQuorums.Change> change = quorums.look("web", _ -> health, holds, 5);
    return change
        .map(each ->
            "%s -> %s %d/%d"
                .formatted(
                    each.from().standing(),
                    each.to().standing(),
                    each.to().live(),
                    each.to().all()))
        .orElse("none");
  }

  private static List<RealServerHealth> health(String word) {
    return word.chars()
        .mapToObj(letter ->
            switch (letter) {
              case 'H' -> RealServerHealth.HEALTHY;
              case 'U' -> RealServerHealth.UNHEALTHY;
              case '-' -> RealServerHealth.UNCHECKED;
              default -> RealServerHealth.UNKNOWN;
            })
        .toList();
  }
}

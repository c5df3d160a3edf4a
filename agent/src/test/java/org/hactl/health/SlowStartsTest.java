package org.hactl.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hactl.host.CapacitySpec;
import org.hactl.host.Hold;
import org.hactl.host.Holds;
import org.hactl.host.Quorum;
import org.hactl.host.Quorum.By;
import org.hactl.host.SlowStart;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.host.VirtualServiceSpec.RealServerSpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which real servers start slowly, and which may not. */
class SlowStartsTest {
  private static final RealServerSpec WEB1 = new RealServerSpec("web1", "192.0.2.1", 80, 1);
  private static final RealServerSpec WEB2 = new RealServerSpec("web2", "192.0.2.2", 80, 1);
  private static final RealServerSpec WEB3 = new RealServerSpec("web3", "192.0.2.3", 80, 1);

  private final SlowStarts starts = new SlowStarts();
  private VirtualServiceSpec service = service(null, WEB1, WEB2, WEB3);
  private Holds holds = Holds.NONE;

  SlowStartsTest() {
    configure(service);
  }

  @Test
  void atTheStartOfTheAgentAllAreAsTheyWere() {
    assertThat(at(0, "???")).isEqualTo("{}");
    assertThat(at(1_000, "HUH")).isEqualTo("{}");
  }

  @Test
  void oneThatRecoversComesBackInSteps() {
    at(0, "HHH");
    at(1_000, "HUH");
    assertThat(at(2_000, "HHH")).isEqualTo("{web2=10}");
    assertThat(starts.step(2_000)).isTrue();
    assertThat(starts.step(2_500)).isFalse();
    assertThat(starts.step(12_000)).isTrue();
    assertThat(at(12_000, "HHH")).isEqualTo("{web2=55}");
    assertThat(starts.step(22_000)).isTrue();
    assertThat(at(22_000, "HHH")).isEqualTo("{}");
    assertThat(starts.step(60_000)).isFalse();
  }

  @Test
  void oneThatFailsAgainBeginsAgain() {
    at(0, "HUH");
    at(1_000, "HHH");
    assertThat(at(11_000, "HUH")).isEqualTo("{}");
    assertThat(at(12_000, "HHH")).isEqualTo("{web2=10}");
  }

  @Test
  void oneThatIsNotDrainedAnyMoreComesBackInSteps() {
    holds =
        Holds.of(
            List.of(
                new Hold.Drain(
                    "web3", null, new Hold.Word(Hold.State.HELD, "ann@desk", "", 1, 1))));
    at(0, "HHH");
    holds = Holds.NONE;
    assertThat(at(1_000, "HHH")).isEqualTo("{web3=10}");
  }

  @Test
  void oneThatJoinsTheServiceBeginsSlowly() {
    configure(service(null, WEB1, WEB2));
    at(0, "HH");
    configure(service(null, WEB1, WEB2, WEB3));
    assertThat(at(1_000, "HH?")).isEqualTo("{}");
    assertThat(at(2_000, "HHH")).isEqualTo("{web3=10}");
  }

  @Test
  void aHostThatOnlyHasAnotherNameIsNotNew() {
    at(0, "HHU");
    at(1_000, "HHH");
    configure(
        service(
            null,
            WEB1,
            new RealServerSpec("w2", WEB2.address(), 80, 1),
            new RealServerSpec("w3", WEB3.address(), 80, 1)));
    assertThat(at(2_000, "HHH")).isEqualTo("{w3=14}");
  }

  @Test
  void theFirstThatComesBackHasItsWholeWeightBecauseNoOtherServes() {
    at(0, "UUU");
    assertThat(at(1_000, "HUU")).isEqualTo("{}");
    assertThat(at(2_000, "HHU")).isEqualTo("{web2=10}");
    assertThat(at(3_000, "UHU")).isEqualTo("{}");
  }

  @Test
  void noneStartsSlowlyWhereTheOthersAreTooFewForTheQuorum() {
    configure(service(new Quorum(By.COUNT, 2, 0), WEB1, WEB2, WEB3));
    at(0, "HHU");
    at(1_000, "HUU");
    assertThat(at(2_000, "HHU")).isEqualTo("{}");
    assertThat(at(3_000, "HHH")).isEqualTo("{web3=10}");
  }

  @Test
  void goesOnInAnotherProcess() {
    at(0, "HUH");
    at(5_000, "HHH");
    SlowStarts next = new SlowStarts();
    next.configure(List.of(service), starts.begun(), 10_000);
    next.look("web", health("???"), holds, 10_000);
    assertThat(next.percents(15_000)).containsValue(55).hasSize(1);
    next.configure(List.of(service), Map.of(), 30_000);
    assertThat(next.begun()).isEmpty();
  }

  @Test
  void aServiceWithoutASlowStartIsNotFollowed() {
    configure(service.toBuilder().capacity(null).build());
    at(0, "HUH");
    assertThat(at(1_000, "HHH")).isEqualTo("{}");
  }

  private void configure(VirtualServiceSpec wanted) {
    service = wanted;
    starts.configure(List.of(wanted), Map.of(), 0);
  }

  private static VirtualServiceSpec service(@Nullable Quorum quorum, RealServerSpec... servers) {
    return VirtualServiceSpec.builder("web", "192.0.2.9", 80)
        .capacity(new CapacitySpec(quorum, null, null, new SlowStart(20_000, 10), List.of()))
        .realServers(List.of(servers))
        .build();
  }

  /** The parts of the weights after a look with this health of the servers. */
  private String at(long millis, String word) {
    starts.look("web", health(word), holds, millis);
    Map<String, Integer> byHost = new TreeMap<>();
    starts.percents(millis).forEach((key, percent) -> byHost.put(key.host(), percent));
    byHost.values().removeIf(percent -> percent == 100);
    return byHost.toString();
  }

  private static List<RealServerHealth> health(String word) {
    return word.chars()
        .mapToObj(letter ->
            switch (letter) {
              case 'H' -> RealServerHealth.HEALTHY;
              case 'U' -> RealServerHealth.UNHEALTHY;
              default -> RealServerHealth.UNKNOWN;
            })
        .toList();
  }
}

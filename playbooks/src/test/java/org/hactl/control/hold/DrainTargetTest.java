package org.hactl.control.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.control.hold.HoldSites.director;
import static org.hactl.control.hold.HoldSites.drain;
import static org.hactl.control.hold.HoldSites.ended;
import static org.hactl.control.hold.HoldSites.maintenance;
import static org.hactl.control.hold.HoldSites.pair;
import static org.hactl.control.hold.HoldSites.server;

import java.util.List;
import java.util.Map;
import org.hactl.api.HostStatus;
import org.hactl.api.RealServerView;
import org.hactl.api.RealServerView.Health;
import org.hactl.api.ServiceView;
import org.hactl.host.Hold;
import org.hactl.host.Holds;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which real server is meant, what it still has, and which drains end. */
class DrainTargetTest {
  @Test
  void aRealServerIsFoundByNameOrAddressAndInAServiceAlone() {
    assertThat(found("web1").entries())
        .extracting(DrainTarget.Entry::director)
        .containsExactly("lvs1", "lvs2");
    assertThat(found("192.0.2.18").name()).isEqualTo("192.0.2.18");
    assertThat(DrainTarget.find("web1", "web", pair())).isPresent();
    assertThat(DrainTarget.find("web1", "mail", pair())).isEmpty();
    assertThat(DrainTarget.find("web9", null, pair())).isEmpty();
    assertThat(DrainTarget.known(pair())).containsExactly("web1", "web2");
  }

  @Test
  void anAddressMayBeWrittenDifferently() {
    Map<String, HostStatus> six =
        HoldSites.of(
            director(
                "lvs1",
                "MASTER",
                List.of(),
                server("web1", "2001:db8::12", Health.HEALTHY, 1, 0, 0)));
    assertThat(DrainTarget.find("2001:DB8:0::12", null, six))
        .hasValueSatisfying(target -> assertThat(target.name()).isEqualTo("2001:db8::12"));
  }

  @Test
  void theDirectorWithTheMostConnectionsCounts() {
    Connections connections = Connections.of(found("web1").entries());
    assertThat(connections.text()).isEqualTo("5 active, 4 inactive connections");
    assertThat(connections.gone(false)).isFalse();
  }

  @Test
  void itIsEmptyWithoutActiveConnectionsAndOnRequestWithoutInactiveOnes() {
    assertThat(connections(server("web1", "192.0.2.18", Health.HEALTHY, 0, 0, 0)).gone(true))
        .isTrue();
    Connections closed = connections(server("web1", "192.0.2.18", Health.HEALTHY, 0, 0, 2));
    assertThat(closed.gone(false)).isTrue();
    assertThat(closed.gone(true)).isFalse();
    assertThat(connections(server("web1", "192.0.2.18", Health.HEALTHY, 1, 0, 0)).gone(false))
        .as("its weight is not 0 yet")
        .isFalse();
    assertThat(connections(RealServerView.builder("web1", "192.0.2.18", 80).build()).gone(false))
        .as("the table could not be read")
        .isFalse();
  }

  @Test
  void aFlowOfUdpIsInactiveAndCounts() {
    ServiceView dns =
        new ServiceView(
            "dns",
            "192.0.2.254:53/udp",
            "rr",
            "dr",
            List.of(server("web1", "192.0.2.18", Health.HEALTHY, 0, 0, 2)));
    HostStatus lvs1 = HostStatus.builder("lvs1").services(List.of(dns)).build();
    DrainTarget target = DrainTarget.find("web1", null, HoldSites.of(lvs1)).orElseThrow();
    assertThat(Connections.of(target.entries()).gone(false)).isFalse();
  }

  @Test
  void undrainEndsWhatDrainsTheRealServerUnderEitherName() {
    Hold byAddress = drain("192.0.2.18", null);
    Hold ofService = drain("web1", "web");
    assertThat(undrain("web1", null, byAddress, ofService).drains())
        .containsExactly(byAddress, ofService);
    assertThat(undrain("web1", "web", byAddress, ofService).drains()).containsExactly(ofService);
    Hold ofApply = new Hold.ApplyDrain("web1", 60_000, ofService.word());
    assertThat(undrain("web1", null, ofApply, ofService).drains())
        .containsExactly(ofApply, ofService);
    assertThat(undrain("web1", "web", ofApply).refusal())
        .isEqualTo("web1 is not drained in service web alone, but by: drain web1 for an apply");
    assertThat(undrain("192.0.2.18", null, ofService).drains()).containsExactly(ofService);
  }

  @Test
  void undrainSaysWhyItEndsNothing() {
    assertThat(undrain("web1", null, drain("web2", null)).refusal())
        .isEqualTo("no director that answered drains web1");
    assertThat(undrain("web1", null, ended(drain("web1", null))).drains()).isEmpty();
    assertThat(undrain("web1", "web", drain("web1", null)).refusal())
        .isEqualTo("web1 is not drained in service web alone, but by: drain web1");
    assertThat(undrain("web1", null, maintenance("web1")).next())
        .startsWith("hactl maintenance web1 off");
  }

  private static Undrain undrain(String said, @Nullable String service, Hold... holds) {
    return Undrain.of(said, service, pair(), Holds.of(List.of(holds)));
  }

  private static DrainTarget found(String said) {
    return DrainTarget.find(said, null, pair()).orElseThrow();
  }

  private static Connections connections(RealServerView server) {
    HostStatus status = director("lvs1", "MASTER", List.of(), server);
    return Connections.of(
        DrainTarget.find("web1", null, HoldSites.of(status)).orElseThrow().entries());
  }
}

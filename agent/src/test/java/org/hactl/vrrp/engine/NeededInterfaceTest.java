package org.hactl.vrrp.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.vrrp.wire.Fixtures.on;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hactl.vrrp.model.Reason;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.RouterStatus;
import org.hactl.vrrp.model.State;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A router on v0 that holds a resource on d1. */
class NeededInterfaceTest extends TestCore {
  private static final RouterConfig ROUTER =
      on("v0", "VI_1", 51).toBuilder().needs(Set.of("d1")).build();

  @BeforeEach
  void neededLinkUp() {
    network.link("d1", 8, true);
  }

  @Test
  void aMasterGivesTheRoleUpWhenTheCarrierIsLost() {
    configure(ROUTER);
    pass(5 * SECOND);
    assertThat(role().state()).isEqualTo(State.MASTER);
    network.takePackets();
    network.link("d1", 8, false);
    core.interfaceChanged("d1");
    assertThat(role().state()).isEqualTo(State.FAULT);
    assertThat(role().reason()).isEqualTo(Reason.INTERFACE_DOWN);
    assertThat(role().detail()).isEqualTo("d1 is down or has no carrier");
    assertThat(network.takePackets())
        .singleElement()
        .satisfies(packet -> assertThat(packet[22]).isZero());
    network.link("d1", 8, true);
    core.interfaceChanged("d1");
    assertThat(role().state()).isEqualTo(State.BACKUP);
  }

  @Test
  void aMissingInterfaceIsAFaultWithItsName() {
    network.unlink("d1");
    configure(ROUTER);
    assertThat(role().state()).isEqualTo(State.FAULT);
    assertThat(role().reason()).isEqualTo(Reason.INTERFACE_MISSING);
    assertThat(role().detail()).isEqualTo("there is no interface d1");
  }

  @Test
  void thePeriodicLookFindsItWithoutAnEvent() {
    configure(ROUTER);
    pass(5 * SECOND);
    network.unlink("d1");
    pass(2 * SECOND);
    assertThat(role().reason()).isEqualTo(Reason.INTERFACE_MISSING);
  }

  @Test
  void anInterfaceThatNothingNeedsAnyMoreIsNoFault() {
    network.unlink("d1");
    configure(ROUTER);
    configure(on("v0", "VI_1", 51));
    assertThat(role().state()).isEqualTo(State.BACKUP);
  }

  private void configure(RouterConfig router) {
    core.configure(List.of(router), List.of(), Map.of());
  }

  private RouterStatus.Role role() {
    return status().role();
  }
}

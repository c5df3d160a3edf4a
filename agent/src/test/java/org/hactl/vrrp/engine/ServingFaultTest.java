package org.hactl.vrrp.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.vrrp.wire.Fixtures.encode;
import static org.hactl.vrrp.wire.Fixtures.on;

import java.util.List;
import java.util.Map;
import org.hactl.vrrp.model.Reason;
import org.hactl.vrrp.model.RouterStatus;
import org.hactl.vrrp.model.ServingFault;
import org.hactl.vrrp.model.State;
import org.hactl.vrrp.model.SyncGroupConfig;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The router's interface works, but the host cannot do what a master must do. */
class ServingFaultTest extends TestCore {
  private static final ServingFault REFUSED =
      new ServingFault(Reason.ADDRESS_REFUSED, "address[v0 2001:db8::1/64]: Permission denied");

  @BeforeEach
  void secondLinkUp() {
    network.link("v1", 8, true, "192.0.2.2");
  }

  @Test
  void aMasterThatCannotHaveAnAddressGivesTheRoleUpAtOnce() {
    becomeMaster();
    network.takePackets();
    core.lacks("VI_1", REFUSED);
    assertThat(role().state()).isEqualTo(State.FAULT);
    assertThat(role().reason()).isEqualTo(Reason.ADDRESS_REFUSED);
    assertThat(role().detail()).isEqualTo(REFUSED.detail());
    assertThat(network.takePackets())
        .singleElement()
        .satisfies(packet -> assertThat(packet[22]).isZero());
    core.lacks("VI_1", null);
    assertThat(role().state()).isEqualTo(State.BACKUP);
    assertThat(role().reason()).isEqualTo(Reason.RETRY);
  }

  @Test
  void aSyncGroupGivesUpTogether() {
    core.configure(
        List.of(on("v0", "VI_1", 51), on("v1", "VI_2", 52)),
        List.of(new SyncGroupConfig("VG_1", List.of("VI_1", "VI_2"))),
        Map.of());
    pass(8 * SECOND);
    core.lacks("VI_1", REFUSED);
    assertThat(core.routerStatus()).allMatch(router -> router.state() == State.FAULT);
    core.lacks("VI_1", null);
    assertThat(core.routerStatus()).allMatch(router -> router.state() == State.BACKUP);
  }

  @Test
  void aMasterWhoseAdvertisementsAllFailGivesTheRoleUpAfterADownTimer() {
    becomeMaster();
    network.refuseToSend("Operation not permitted");
    pass(3 * SECOND);
    assertThat(role().state()).isEqualTo(State.MASTER);
    pass(2 * SECOND);
    assertThat(role().state()).isEqualTo(State.FAULT);
    assertThat(role().reason()).isEqualTo(Reason.SEND_FAILED);
    assertThat(role().detail()).contains("Operation not permitted");
  }

  @Test
  void occasionalSendErrorsAreNoFault() {
    becomeMaster();
    for (int round = 0; round < 10; round++) {
      network.refuseToSend("No buffer space available");
      pass(2 * SECOND);
      network.refuseToSend(null);
      pass(SECOND);
    }
    assertThat(role().state()).isEqualTo(State.MASTER);
  }

  @Test
  void aRoleThatNoOtherRouterTakesIsKeptAfterOneTry() {
    becomeMaster();
    network.refuseToSend("Operation not permitted");
    pass(120 * SECOND);
    assertThat(faults()).isEqualTo(1);
    assertThat(role().state()).isEqualTo(State.MASTER);
    network.refuseToSend(null);
    pass(120 * SECOND);
    assertThat(role().state()).isEqualTo(State.MASTER);
    assertThat(faults()).isEqualTo(1);
  }

  @Test
  void aMasterThatLacksAnAddressServesTheOthersIfNoOtherRouterTakesTheRole() {
    becomeMaster();
    core.lacks("VI_1", REFUSED);
    assertThat(role().state()).isEqualTo(State.FAULT);
    pass(30 * SECOND);
    assertThat(role().state()).isEqualTo(State.MASTER);
    core.lacks("VI_1", null);
    pass(SECOND);
    core.lacks("VI_1", REFUSED);
    pass(30 * SECOND);
    assertThat(role().state()).isEqualTo(State.MASTER);
    assertThat(faults()).isEqualTo(1);
  }

  @Test
  void aMasterThatLacksAnAddressYieldsToAnyOtherMaster() {
    becomeMaster();
    core.lacks("VI_1", REFUSED);
    pass(30 * SECOND);
    assertThat(role().state()).isEqualTo(State.MASTER);
    network.deliver("v0", encode(on("v0", "VI_1", 51), PEER, 1, 1));
    pass(2 * SECOND);
    assertThat(role().state()).isEqualTo(State.FAULT);
    assertThat(faults()).isEqualTo(2);
  }

  private long faults() {
    return transitions().stream().filter(change -> change.to() == State.FAULT).count();
  }

  @Test
  void anInterfaceThatComesBackIsTriedAtOnce() {
    becomeMaster();
    network.refuseToSend("Operation not permitted");
    pass(5 * SECOND);
    network.refuseToSend(null);
    network.link("v0", 9, true, "192.0.2.2");
    pass(8 * SECOND);
    assertThat(role().state()).isEqualTo(State.MASTER);
  }

  private void becomeMaster() {
    core.configure(List.of(on("v0", "VI_1", 51)), List.of(), Map.of());
    pass(5 * SECOND);
    assertThat(role().state()).isEqualTo(State.MASTER);
  }

  private RouterStatus.Role role() {
    return status().role();
  }
}

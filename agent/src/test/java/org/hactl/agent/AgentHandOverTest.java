package org.hactl.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.hactl.api.AuditEntry;
import org.hactl.api.AuditEntry.Outcome;
import org.hactl.api.Event;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.host.Hold;
import org.hactl.host.TestRouters;
import org.hactl.vrrp.model.Reason;
import org.hactl.vrrp.model.State;
import org.junit.jupiter.api.Test;

/** The agent hands its virtual routers over, by hand and when it stops. */
class AgentHandOverTest extends RunningAgent {
  private static final Request HAND_OVER = new Request.HandOver("VI_1", "ann@desk");

  @Test
  void aHandOverIsRecordedWithItsAuthor() throws IOException {
    lead();
    assertThat(agent.ask(HAND_OVER)).isEqualTo(new Reply.Done());
    assertThat(host.vrrp().handOvers).containsExactly("VI_1");
    assertThat(host.addresses("eth0")).as("the addresses stay").contains(VIP.toString());
    assertThat(agent.events(new Request.Events(1, 0, false)))
        .singleElement()
        .isInstanceOfSatisfying(
            Event.HandOverAsked.class,
            event -> {
              assertThat(event.router()).isEqualTo("VI_1");
              assertThat(event.who()).isEqualTo("ann@desk");
            });
    AuditEntry newest = ((Reply.History) agent.ask(new Request.History(1))).entries().getFirst();
    assertThat(newest.outcome()).isEqualTo(Outcome.HANDED_OVER);
    assertThat(newest.detail()).isEqualTo("VI_1");
    assertThat(newest.author()).isEqualTo("ann@desk");
    assertThat(newest.generation()).isEqualTo(1);
  }

  @Test
  void afterARestartItStillFollowsTheNewMaster() throws IOException {
    lead();
    agent.ask(HAND_OVER);
    host.vrrp().become("VI_1", State.MASTER, State.BACKUP, Reason.OPERATOR);
    assertThat(agent.status().routers().getFirst().reason())
        .isEqualTo("operator: handed over by ann@desk");
    await().until(() -> !host.addresses("eth0").contains(VIP.toString()));
    host.stop();
    host.start();
    await().untilAsserted(() -> assertThat(host.vrrp().followed).containsExactly("VI_1"));

    host.vrrp().become("VI_1", State.BACKUP, State.MASTER);
    host.stop();
    host.start();
    await().until(() -> !host.vrrp().routers.isEmpty());
    assertThat(host.vrrp().followed).isEmpty();
  }

  @Test
  void aDrainOrAnApplyMeanwhileDoesNotMakeItForgetWhoAsked() throws IOException {
    lead();
    agent.ask(HAND_OVER);
    agent.ask(
        new Request.Holds(
            List.of(
                new Hold.Drain(
                    "web1", null, new Hold.Word(Hold.State.HELD, "ben@lap", "", 1, 1)))));
    agent.confirm(director());
    host.vrrp().become("VI_1", State.MASTER, State.BACKUP, Reason.OPERATOR);
    assertThat(agent.status().routers().getFirst().reason())
        .isEqualTo("operator: handed over by ann@desk");
  }

  @Test
  void aRenamedRouterStillFollowsTheNewMaster() throws IOException {
    lead();
    agent.ask(HAND_OVER);
    host.vrrp().become("VI_1", State.MASTER, State.BACKUP, Reason.OPERATOR);
    agent.confirm(state(List.of(TestRouters.router("VI_NEW", "eth0", VIP.toString())), List.of()));
    host.stop();
    host.start();
    await().untilAsserted(() -> assertThat(host.vrrp().followed).containsExactly("VI_NEW"));
  }

  @Test
  void aRoleThatItGivesAwayForAnotherReasonIsNotHandedOverByHand() throws IOException {
    lead();
    host.vrrp().become("VI_1", State.MASTER, State.BACKUP, Reason.OPERATOR);
    assertThat(agent.status().routers().getFirst().reason()).isEqualTo("operator");
  }

  @Test
  void onlyAMasterCanHandOver() throws IOException {
    agent.confirm(director());
    host.vrrp().become("VI_1", State.MASTER, State.BACKUP, Reason.HIGHER_PRIORITY_PEER);
    assertThat(agent.ask(HAND_OVER))
        .isEqualTo(
            new Reply.Failed(
                Reply.Failed.NOT_MASTER,
                "this host is not master of VI_1: it is BACKUP (higher-priority-peer)"));
    assertThat(agent.ask(new Request.HandOver("VI_9", "ann@desk")))
        .isEqualTo(
            new Reply.Failed(Reply.Failed.NOT_MASTER, "this host has no virtual router VI_9"));
    assertThat(host.vrrp().handOvers).isEmpty();
  }

  @Test
  void aStopKeepsTheAddressesUntilAnotherHostIsMaster() throws IOException {
    lead();
    List<String> during = new ArrayList<>();
    host.vrrp().leaving = () -> during.addAll(host.addresses("eth0"));
    host.stop();
    assertThat(during).contains(VIP.toString());
    assertThat(host.addresses("eth0")).doesNotContain(VIP.toString());
    assertThat(host.vrrp().closed).isTrue();
  }

  @Test
  void noTakeOverBeginsDuringAHandOver() throws IOException {
    lead();
    Succession succession = host.agent().succession();
    host.vrrp().handsOver = true;
    assertThat(succession.standStill()).contains("a role is being handed over");
    host.vrrp().handsOver = false;
    assertThat(succession.standStill()).isEmpty();
    succession.goOn();
  }

  @Test
  void noHandOverBeginsDuringATakeOver() throws IOException {
    lead();
    Succession succession = host.agent().succession();
    assertThat(succession.standStill()).isEmpty();
    assertThat(agent.ask(HAND_OVER))
        .isEqualTo(
            new Reply.Failed(
                "busy",
                "another process of the agent takes over on this host; try again in a moment"));
    assertThat(host.vrrp().handOvers).isEmpty();
    succession.goOn();
    assertThat(agent.ask(HAND_OVER)).isEqualTo(new Reply.Done());
    assertThat(host.vrrp().handOvers).containsExactly("VI_1");
  }

  private void lead() throws IOException {
    agent.confirm(director());
    host.vrrp().become("VI_1", State.BACKUP, State.MASTER);
    await().until(() -> host.addresses("eth0").contains(VIP.toString()));
  }
}

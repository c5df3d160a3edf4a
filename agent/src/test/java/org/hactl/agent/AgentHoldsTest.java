package org.hactl.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.hactl.api.AuditEntry;
import org.hactl.api.AuditEntry.Outcome;
import org.hactl.api.Event;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.host.Hold;
import org.hactl.host.Hold.Drain;
import org.hactl.host.Hold.Maintenance;
import org.hactl.host.Hold.Word;
import org.hactl.host.HostState;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.host.VirtualServiceSpec.RealServerSpec;
import org.hactl.linux.kernel.ipvs.IpvsDestination;
import org.hactl.linux.kernel.ipvs.IpvsEntry;
import org.hactl.vrrp.model.State;
import org.junit.jupiter.api.Test;

/** What an operator holds, on a whole agent with a kernel in memory. */
class AgentHoldsTest extends RunningAgent {
  /** After the time of every test run, so that an ended hold is not too old to be kept. */
  private static final long LATE = 4_000_000_000_000L;

  private static final Hold DRAIN =
      new Drain("web1", null, new Word(Hold.State.HELD, "ann@desk", "new kernel", LATE, LATE));
  private static final Hold ENDED =
      DRAIN.with(new Word(Hold.State.ENDED, "ben@lap", "", LATE + 1, LATE + 1));

  @Test
  void aDrainLastsThroughAppliesRestartsRollbacksAndFailovers() throws IOException {
    agent.confirm(director());
    hold(DRAIN);
    awaitWeights(0, 1);
    agent.confirm(weighing(5));
    assertThat(weights()).containsExactly(0, 5);
    Reply.Applied pending = agent.apply(weighing(7));
    assertThat(weights()).containsExactly(0, 7);
    var _ = agent.ask(new Request.Rollback(pending.generation()));
    assertThat(weights()).containsExactly(0, 5);
    host.vrrp().become("VI_1", State.BACKUP, State.MASTER);
    await().until(() -> host.addresses("eth0").contains(VIP.toString()));
    assertThat(weights()).containsExactly(0, 5);
    host.stop();
    host.start();
    await().until(() -> agent.status().drift().lastPassAtMillis() > 0);
    assertThat(weights()).containsExactly(0, 5);
    assertThat(agent.status().holds()).containsExactly(DRAIN);
    hold(ENDED);
    awaitWeights(5, 5);
    assertThat(agent.status().holds()).containsExactly(ENDED);
  }

  @Test
  void anOlderWordChangesNothingAndAnEndedDrainDoesNotComeBack() throws IOException {
    agent.confirm(director());
    hold(DRAIN);
    hold(ENDED);
    assertThat(agent.ask(new Request.Holds(List.of(DRAIN))))
        .isEqualTo(new Reply.Holds(List.of(ENDED)));
    awaitWeights(1, 1);
  }

  @Test
  void tellsEachHoldInHistoryAndEvents() throws IOException {
    agent.confirm(director());
    hold(DRAIN);
    hold(DRAIN);
    hold(ENDED);
    assertThat(agent.events(Event.HoldChanged.class))
        .extracting(Event.HoldChanged::hold)
        .containsExactly(DRAIN, ENDED);
    Reply.History history = (Reply.History) agent.ask(new Request.History(2));
    assertThat(history.entries())
        .extracting(AuditEntry::outcome)
        .containsExactly(Outcome.RELEASED, Outcome.HELD);
    assertThat(history.entries().getLast().detail()).isEqualTo("drain web1: new kernel");
    assertThat(history.entries().getLast().author()).isEqualTo("ann@desk");
    assertThat(history.entries().getLast().generation()).isEqualTo(1);
  }

  @Test
  void aHoldThatCannotBeWrittenIsRefusedAndHasNoEffect() throws IOException {
    agent.confirm(director());
    Files.createDirectory(host.options.stateDir().resolve("holds.new"));
    assertThat(agent.ask(new Request.Holds(List.of(DRAIN))))
        .isInstanceOfSatisfying(
            Reply.Failed.class,
            failed -> assertThat(failed.message()).startsWith("cannot write the holds: "));
    assertThat(agent.status().holds()).isEmpty();
    assertThat(weights()).containsExactly(1, 1);
  }

  @Test
  void aPlanNamesTheHolds() throws IOException {
    hold(DRAIN);
    Reply.Plan plan = (Reply.Plan) agent.ask(new Request.Plan(director()));
    assertThat(plan.holds()).containsExactly(DRAIN);
  }

  @Test
  void aHostInMaintenanceStandsByThroughAppliesAndRestarts() throws IOException {
    agent.confirm(director());
    assertThat(host.vrrp().standingBy).isEmpty();
    hold(new Maintenance("lvs2", DRAIN.word()));
    assertThat(host.vrrp().standingBy).isEmpty();
    Hold maintenance = new Maintenance("lvs1", DRAIN.word());
    hold(maintenance);
    assertThat(host.vrrp().standingBy).containsExactly("VI_1");
    agent.confirm(weighing(5));
    assertThat(host.vrrp().standingBy).containsExactly("VI_1");
    assertThat(weights()).containsExactly(5, 5);
    host.stop();
    host.start();
    assertThat(host.vrrp().standingBy).containsExactly("VI_1");
    hold(maintenance.with(ENDED.word()));
    assertThat(host.vrrp().standingBy).isEmpty();
  }

  private void hold(Hold hold) throws IOException {
    assertThat(agent.ask(new Request.Holds(List.of(hold)))).isInstanceOf(Reply.Holds.class);
  }

  private void awaitWeights(Integer... weights) {
    await().untilAsserted(() -> assertThat(weights()).containsExactly(weights));
  }

  private List<Integer> weights() {
    return host.kernel.ipvs().list().stream()
        .map(IpvsEntry::destinations)
        .flatMap(List::stream)
        .map(IpvsDestination::weight)
        .toList();
  }

  private static HostState weighing(int weight) {
    VirtualServiceSpec service = director().virtualServices().getFirst();
    List<RealServerSpec> servers =
        service.realServers().stream()
            .map(each -> new RealServerSpec(each.host(), each.address(), each.port(), weight))
            .toList();
    return director().withVirtualServices(List.of(service.withRealServers(servers)));
  }
}

package org.hactl.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hactl.api.AuditEntry;
import org.hactl.api.AuditEntry.Outcome;
import org.hactl.api.DriftEntry.FoundBy;
import org.hactl.api.Event;
import org.hactl.api.HostStatus.Convergence;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.host.HookSpec;
import org.hactl.host.HostState;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.host.VrrpPolicy;
import org.hactl.linux.kernel.SysctlKey;
import org.hactl.module.address.AddressResource;
import org.hactl.module.sysctl.SysctlResource;
import org.hactl.vrrp.model.State;
import org.junit.jupiter.api.Test;

/** The whole agent on a kernel in memory. The tests send it requests over its socket. */
class AgentTest extends RunningAgent {
  private static final SysctlKey FORWARD = SysctlKey.parse("net.ipv4.ip_forward");

  @Test
  void aDirectorFromNothingToASecondApplyThatChangesNothing() throws IOException {
    Reply.Applied first = agent.apply(director());
    assertThat(first.errors()).isEmpty();
    assertThat(first.needsConfirm()).isTrue();
    assertThat(first.changes())
        .extracting(change -> change.id().toString())
        .containsExactly("sysctl[net.ipv4.ip_forward]", "ipvs[192.168.0.254:80/tcp]", "vrrp[VI_1]");
    assertThat(host.destinations()).containsExactly("192.168.0.18:80", "192.168.0.20:80");
    assertThat(host.kernel.sysctls().read(FORWARD)).contains("1");
    assertThat(host.vrrp().routers).singleElement().matches(router -> router.priority() == 100);

    assertThat(agent.ask(new Request.Confirm(1)))
        .isInstanceOfSatisfying(
            Reply.Hello.class, hello -> assertThat(hello.generation()).isEqualTo(1));
    Reply.Applied second = agent.apply(director());
    assertThat(second.changes()).isEmpty();
    assertThat(second.needsConfirm()).isFalse();
    assertThat(agent.status().convergence()).isEqualTo(Convergence.CONVERGED);
    assertThat(agent.status().services())
        .singleElement()
        .satisfies(service ->
            assertThat(service.realServers()).extracting("weight").containsExactly(1, 1));
  }

  @Test
  void aMasterKeepsItsAddressWhateverOthersDo() throws IOException {
    agent.confirm(director());
    host.vrrp().become("VI_1", State.BACKUP, State.MASTER);
    await().until(() -> host.vrrp().announced.size() == 1);
    assertThat(host.addresses("eth0")).contains(VIP.toString());
    host.kernel.addresses().remove("eth0", VIP);
    await().until(() -> host.vrrp().announced.size() == 2);
    assertThat(host.addresses("eth0")).contains(VIP.toString());
    await()
        .untilAsserted(() ->
            assertThat(agent.drift())
                .singleElement()
                .matches(entry -> entry.foundBy() == FoundBy.NETLINK)
                .matches(entry -> entry.corrected()));
    host.vrrp().become("VI_1", State.MASTER, State.BACKUP);
    await().until(() -> !host.addresses("eth0").contains(VIP.toString()));
    assertThat(agent.drift()).hasSize(1);
  }

  @Test
  void aRealServerGetsItsLoopbackAddressAfterItsArpSysctls() throws IOException {
    List<String> order = new ArrayList<>();
    try (var subscription =
        host.kernel.events().subscribe(event -> order.add(event.getClass().getSimpleName()))) {
      subscription.watchSysctls(
          List.of(
              SysctlKey.parse("net.ipv4.conf.lo.arp_ignore"),
              SysctlKey.parse("net.ipv4.conf.lo.arp_announce")));
      Reply.Applied applied = agent.apply(realServer());
      assertThat(applied.errors()).isEmpty();
    }
    assertThat(order).containsExactly("SysctlWritten", "SysctlWritten", "AddressAdded");
    assertThat(host.addresses("lo")).contains("192.168.0.254/32");
  }

  @Test
  void tellsWhatCameOfEachApply() throws IOException {
    agent.confirm(director());
    assertThat(agent.ask(new Request.History(2)))
        .isInstanceOfSatisfying(
            Reply.History.class,
            history ->
                assertThat(history.entries())
                    .extracting(AuditEntry::outcome)
                    .containsExactly(Outcome.CONFIRMED, Outcome.CONVERGED));
  }

  @Test
  void aStateThatTheHostCannotServeIsRefusedWithAllReasons() throws IOException {
    host.kernel.withoutIpvs();
    int before = host.kernel.changes();
    HostState bad = director("eth9");
    Reply.Applied refused = agent.apply(bad);
    assertThat(refused.rolledBack()).isFalse();
    assertThat(refused.errors()).hasSize(2).anyMatch(error -> error.contains("eth9"));
    assertThat(host.kernel.changes()).isEqualTo(before);
    assertThat(agent.status().generation()).isZero();
  }

  @Test
  void aProbeThroughOneRealServerLeavesNothingBehind() throws IOException {
    agent.confirm(director());
    VirtualServiceSpec service = director().virtualServices().getFirst();
    host.vrrp().become("VI_1", State.BACKUP, State.MASTER);
    await().until(() -> host.vrrp().announced.size() == 1);
    assertThat(agent.ask(new Request.Probe(service, "192.168.0.20")))
        .isInstanceOfSatisfying(
            Reply.Failed.class,
            failed -> assertThat(failed.message()).contains("holds 192.168.0.254"));
    assertThat(host.destinations()).containsExactly("192.168.0.18:80", "192.168.0.20:80");
    assertThat(host.kernel.rules().list()).noneMatch(rule -> rule.table() > 50_000);
  }

  @Test
  void aLineThatIsNotARequestGetsAnErrorReply() throws IOException {
    assertThat(agent.say("{\"type\":\"reboot\"}"))
        .isInstanceOfSatisfying(
            Reply.Failed.class, failed -> assertThat(failed.code()).isEqualTo("unknown-request"));
    assertThat(agent.say("what?"))
        .isInstanceOfSatisfying(
            Reply.Failed.class, failed -> assertThat(failed.code()).isEqualTo("unknown-request"));
  }

  @Test
  void onlyRootCanConnectAndOnlyOneAgentRuns() throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(host.options.socket())))
        .isEqualTo("rw-------");
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(host.options.runFolder())))
        .isEqualTo("rwx------");
    assertThatThrownBy(host::start)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("another agent listens");
  }

  @Test
  void aStopHandsOverAndLeavesIpvsInPlace() throws IOException {
    agent.confirm(director());
    host.vrrp().become("VI_1", State.BACKUP, State.MASTER);
    await().until(() -> host.addresses("eth0").contains(VIP.toString()));
    host.stop();
    assertThat(host.addresses("eth0")).containsExactly("192.168.0.14/24");
    assertThat(host.vrrp().closed).isTrue();
    assertThat(host.destinations()).hasSize(2);
    host.start();
    await().until(() -> !host.vrrp().closed);
    assertThat(agent.status().generation()).isEqualTo(1);
  }

  @Test
  void hooksRunWhenTheAddressesAreThereAndAgainAtTheStop() throws IOException {
    agent.confirm(told(List.of("/run/no-such-folder/fifo")));
    host.vrrp().become("VI_1", State.BACKUP, State.MASTER);
    await().until(() -> host.scripts.size() == 1);
    assertThat(host.addresses("eth0")).contains(VIP.toString());
    await()
        .untilAsserted(() ->
            assertThat(agent.events(new Request.Events(1, 0, false)))
                .singleElement()
                .isInstanceOfSatisfying(
                    Event.HookEnded.class,
                    hook -> {
                      assertThat(hook.name()).isEqualTo("VI_1");
                      assertThat(hook.state()).isEqualTo("MASTER");
                      assertThat(hook.outcome()).isEqualTo("exit 0: done");
                    }));
    assertThat(agent.status().vrrp().fifos())
        .singleElement()
        .satisfies(fifo -> {
          assertThat(fifo.dropped()).isEqualTo(1);
          assertThat(fifo.error()).contains("No such file or directory");
        });
    host.stop();
    assertThat(host.scripts)
        .containsExactly(
            "/etc/hactl/tell INSTANCE VI_1 MASTER 100", "/etc/hactl/tell INSTANCE VI_1 STOP 100");
  }

  @Test
  void streamsPastEventsAndThenNewOnesUntilTheReaderCloses() throws Exception {
    agent.confirm(director());
    host.vrrp().become("VI_1", State.BACKUP, State.MASTER);
    await().until(() -> !agent.events(new Request.Events(1, 0, false)).isEmpty());
    try (AgentClient.Conversation conversation = agent.begin(new Request.Events(100, 0, true))) {
      List<Event> past = new ArrayList<>();
      Reply reply = conversation.next();
      for (; reply instanceof Reply.Happened happened; reply = conversation.next()) {
        past.add(happened.event());
      }
      assertThat(reply).isEqualTo(new Reply.Pulse(0));
      assertThat(past.getFirst()).isInstanceOf(Event.AgentStarted.class);
      host.vrrp().become("VI_1", State.MASTER, State.FAULT);
      assertThat(conversation.next())
          .isEqualTo(
              new Reply.Happened(
                  new Event.RouterChanged(0, "VI_1", "MASTER", "FAULT", "advert-timeout", "")));
    }
    assertThat(agent.events(new Request.Events(1, 1, false)))
        .as("the last event is of time 0")
        .isEmpty();
  }

  private static HostState told(List<String> fifos) {
    HostState plain = director();
    return plain.toBuilder()
        .vrrp(
            new VrrpPolicy(
                List.of(),
                List.of(),
                List.of(),
                List.of(
                    new HookSpec(
                        List.of("/etc/hactl/tell"), null, 1_000, Set.of("MASTER", "STOP"))),
                fifos,
                false))
        .build();
  }

  private static HostState realServer() {
    return state(
        List.of(),
        List.of(),
        AddressResource.of("lo", "192.168.0.254/32"),
        new SysctlResource("net.ipv4.conf.lo.arp_ignore", "1"),
        new SysctlResource("net.ipv4.conf.lo.arp_announce", "2"));
  }
}

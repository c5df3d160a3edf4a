package org.hactl.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.hactl.api.CapacityView;
import org.hactl.api.CapacityView.Standing;
import org.hactl.api.Event;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.api.ServiceView;
import org.hactl.host.CapacitySpec;
import org.hactl.host.Hold;
import org.hactl.host.Hold.Drain;
import org.hactl.host.Hold.Word;
import org.hactl.host.HookSpec;
import org.hactl.host.HostState;
import org.hactl.host.Quorum;
import org.hactl.host.Quorum.By;
import org.hactl.host.SlowStart;
import org.hactl.host.SorryServer;
import org.hactl.host.VirtualServiceSpec.ForwardMethod;
import org.hactl.linux.kernel.ipvs.IpvsEntry;
import org.hactl.linux.kernel.ipvs.IpvsForwardMethod;
import org.hactl.linux.net.InetAddresses;
import org.junit.jupiter.api.Test;

/** Quorum, sorry server and slow start on a whole agent with a kernel in memory. */
class AgentCapacityTest extends RunningAgent {
  /** After the time of every test run, so that an ended hold is not too old to be kept. */
  private static final long LATE = 4_000_000_000_000L;

  private static final Hold DRAIN =
      new Drain("web1", null, new Word(Hold.State.HELD, "ann@desk", "", LATE, LATE));
  private static final Hold ENDED =
      DRAIN.with(new Word(Hold.State.ENDED, "ann@desk", "", LATE + 1, LATE + 1));

  @Test
  void theSorryServerServesWhileTheQuorumIsLostAlsoAfterARestart() throws IOException {
    agent.confirm(
        needing(
            new CapacitySpec(
                new Quorum(By.COUNT, 2, 0),
                new SorryServer("192.168.0.99", 8080, ForwardMethod.NAT, false),
                null,
                null,
                List.of(new HookSpec(List.of("/tell"), null, 1_000, Set.of())))));
    await().untilAsserted(() -> assertThat(table()).isEqualTo("18 1 dr, 20 1 dr"));
    hold(DRAIN);
    await().untilAsserted(() -> assertThat(table()).isEqualTo("18 0 dr, 99 1 nat"));
    CapacityView capacity = capacity();
    assertThat(capacity.standing()).isEqualTo(Standing.LOST);
    assertThat(capacity.live()).isEqualTo(1);
    assertThat(capacity.instead()).isEqualTo("the sorry server 192.168.0.99:8080 answers");
    host.stop();
    host.start();
    await().until(() -> agent.status().drift().lastPassAtMillis() > 0);
    assertThat(table()).isEqualTo("18 0 dr, 99 1 nat");
    hold(ENDED);
    await().untilAsserted(() -> assertThat(table()).isEqualTo("18 1 dr, 20 1 dr"));
    assertThat(agent.events(Event.QuorumChanged.class))
        .extracting(Event.QuorumChanged::reached)
        .containsExactly(true, false, false, true);
    await()
        .untilAsserted(() ->
            assertThat(host.scripts)
                .contains("/tell SERVICE web QUORUM_DOWN 0", "/tell SERVICE web QUORUM_UP 0"));
  }

  @Test
  void anUndrainedServerComesBackSlowlyAlsoAfterARestart() throws IOException {
    agent.confirm(
        needing(new CapacitySpec(null, null, null, new SlowStart(3_600_000, 10), List.of())));
    await().untilAsserted(() -> assertThat(table()).isEqualTo("18 20 dr, 20 20 dr"));
    hold(DRAIN);
    await().untilAsserted(() -> assertThat(table()).isEqualTo("18 0 dr, 20 20 dr"));
    hold(ENDED);
    await().untilAsserted(() -> assertThat(table()).isEqualTo("18 2 dr, 20 20 dr"));
    await()
        .until(() ->
            Files.readString(host.options.stateDir().resolve("slow-starts")).contains("web1"));
    host.stop();
    host.start();
    await().until(() -> agent.status().drift().lastPassAtMillis() > 0);
    assertThat(table()).isEqualTo("18 2 dr, 20 20 dr");
    assertThat(service().realServers().getFirst().slowStartPercent()).isEqualTo(10);
    assertThat(service().realServers().getFirst().siteWeight()).isEqualTo(1);
  }

  private void hold(Hold hold) throws IOException {
    assertThat(agent.ask(new Request.Holds(List.of(hold)))).isInstanceOf(Reply.Holds.class);
  }

  private ServiceView service() throws IOException {
    return agent.status().services().getFirst();
  }

  private CapacityView capacity() throws IOException {
    return Objects.requireNonNull(service().capacity());
  }

  /** The last byte of each address in IPVS, with weight and method. */
  private String table() {
    return String.join(
        ", ",
        host.kernel.ipvs().list().stream()
            .map(IpvsEntry::destinations)
            .flatMap(List::stream)
            .map(each ->
                "%s %d %s"
                    .formatted(
                        InetAddresses.format(each.address()).replaceAll(".*\\.", ""),
                        each.weight(),
                        word(each.method())))
            .sorted()
            .toList());
  }

  private static String word(IpvsForwardMethod method) {
    return method == IpvsForwardMethod.DR ? "dr" : "nat";
  }

  private static HostState needing(CapacitySpec capacity) {
    HostState plain = director();
    return plain.withVirtualServices(
        List.of(plain.virtualServices().getFirst().toBuilder().capacity(capacity).build()));
  }
}

package org.hactl.agent.converge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hactl.agent.converge.TestHost.ROUTER;
import static org.hactl.agent.converge.TestHost.VIP;
import static org.hactl.agent.converge.TestHost.file;
import static org.hactl.agent.converge.TestHost.state;
import static org.hactl.agent.converge.TestHost.sysctl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.hactl.agent.converge.TestHost.Running;
import org.hactl.agent.store.DiskStorage;
import org.hactl.agent.store.StateError;
import org.hactl.api.Event;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.host.HostState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent that cannot read its state removes nothing from its host. */
class UnreadableStateTest {
  private static final HostState ONE =
      state(List.of(ROUTER), file("/etc/motd", "one"), sysctl("net.ipv4.ip_forward", "1"));
  private static final HostState TWO =
      state(List.of(), file("/etc/motd", "one"), sysctl("net.ipv4.ip_forward", "1"));

  @TempDir private Path folder;
  private final TestHost host = new TestHost();

  @Test
  void withItsOnlyGenerationDamagedTheAgentRemovesNothing() throws IOException {
    List<String> before = converged();
    flipABit("generations/000000000001");
    try (Running agent = restarted()) {
      assertThat(host.contents()).isEqualTo(before);
      assertThat(agent.core().stateErrors().all())
          .extracting(StateError::file)
          .containsExactly("generations/000000000001");
      assertThat(events(agent)).hasSize(1);
    }
    // A stop removes nothing either: the roles that this agent cannot read are not its own.
    assertThat(host.contents()).isEqualTo(before);
  }

  @Test
  void theNextApplyRepairsItAndRemovesWhatTheSiteDoesNotName() throws IOException {
    converged();
    flipABit("generations/000000000001");
    try (Running agent = restarted()) {
      Reply.Plan plan = (Reply.Plan) agent.core().generations().plan(TWO);
      assertThat(plan.sameGeneration()).isFalse();
      assertThat(plan.changes())
          .extracting(change -> change.action() + " " + change.id())
          .contains("UPDATE state[generations/000000000001]");
      apply(agent, TWO);
      assertThat(agent.core().stateErrors().all()).isEmpty();
      assertThat(host.contents())
          .containsExactly("file[/etc/motd]=one", "sysctl[net.ipv4.ip_forward]=1");
    }
    try (Running agent = restarted()) {
      assertThat(agent.core().stateErrors().all()).isEmpty();
    }
  }

  @Test
  void withAnEmptyPointerTheNewestGenerationStaysInForce() throws IOException {
    converged();
    Files.write(folder.resolve("current"), new byte[0]);
    try (Running agent = restarted()) {
      assertThat(host.contents())
          .containsExactly("file[/etc/motd]=one", "sysctl[net.ipv4.ip_forward]=1");
      assertThat(agent.engines().configured).containsExactly(ONE);
      assertThat(agent.core().stateErrors().all())
          .containsExactly(StateError.damaged("current", "is empty"));
    }
  }

  @Test
  void withEveryGenerationLostTheAgentRemovesNothing() throws IOException {
    List<String> before = converged();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path each : files.filter(Files::isRegularFile).toList()) {
        if (!folder.relativize(each).toString().startsWith("ownership")) {
          Files.delete(each);
        }
      }
    }
    try (Running agent = restarted()) {
      assertThat(host.contents()).isEqualTo(before);
      assertThat(agent.core().stateErrors().all()).hasSize(1);
    }
  }

  @Test
  void aRollbackOfTheRepairingApplyRemovesNothingMore() throws IOException {
    converged();
    flipABit("generations/000000000001");
    try (Running agent = restarted()) {
      Reply.Applied applied =
          (Reply.Applied) agent.core().generations().apply(new Request.Apply(ONE, 60_000), _ -> {});
      var _ = agent.core().generations().rollback(applied.generation(), _ -> {});
      assertThat(host.contents()).contains("file[/etc/motd]=one");
      assertThat(agent.core().stateErrors().all()).isNotEmpty();
    }
  }

  /** The contents of a host that was master when its agent was killed. */
  private List<String> converged() throws IOException {
    try (Running agent = host.start(new DiskStorage(folder))) {
      apply(agent, ONE);
    }
    host.things.put(VIP, "");
    return host.contents();
  }

  private Running restarted() throws IOException {
    Running agent = host.start(new DiskStorage(folder));
    await().until(() -> agent.core().passLog().lastFullPassAtMillis() > 0);
    return agent;
  }

  private static List<Event> events(Running agent) throws IOException {
    return agent.journal().newest(100).stream()
        .filter(Event.StateUnreadable.class::isInstance)
        .toList();
  }

  private static void apply(Running agent, HostState state) {
    Reply.Applied applied =
        (Reply.Applied) agent.core().generations().apply(new Request.Apply(state, 60_000), _ -> {});
    assertThat(applied.errors()).isEmpty();
    assertThat(agent.core().generations().confirm(applied.generation())).isEmpty();
  }

  private void flipABit(String name) throws IOException {
    byte[] content = Files.readAllBytes(folder.resolve(name));
    content[content.length - 5] ^= 1;
    Files.write(folder.resolve(name), content);
  }
}

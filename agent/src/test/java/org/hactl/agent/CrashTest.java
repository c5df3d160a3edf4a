package org.hactl.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hactl.agent.converge.TestHost.ROUTER;
import static org.hactl.agent.converge.TestHost.file;
import static org.hactl.agent.converge.TestHost.state;
import static org.hactl.agent.converge.TestHost.sysctl;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.hactl.agent.converge.TestHost;
import org.hactl.agent.converge.TestHost.Running;
import org.hactl.agent.store.Crash;
import org.hactl.agent.store.CrashingStorage;
import org.hactl.agent.store.DiskStorage;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.host.HostState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The host loses power at each step of an apply in turn; the next start has to recover. */
class CrashTest {
  private static final HostState ONE =
      state(
          List.of(ROUTER),
          file("/etc/motd", "one"),
          file("/etc/one", "1"),
          sysctl("net.ipv4.ip_forward", "1"));
  private static final HostState TWO =
      state(
          List.of(ROUTER),
          file("/etc/motd", "two"),
          file("/etc/two", "2"),
          sysctl("net.ipv4.vs.drop_entry", "1"));
  private static final List<String> HOST_ONE =
      List.of("file[/etc/motd]=one", "file[/etc/one]=1", "sysctl[net.ipv4.ip_forward]=1");
  private static final List<String> HOST_TWO =
      List.of("file[/etc/motd]=two", "file[/etc/two]=2", "sysctl[net.ipv4.vs.drop_entry]=1");

  @TempDir private Path folder;

  @Test
  void theHostIsInOneOfTheTwoGenerations() throws IOException {
    boolean crashed = true;
    boolean sawOne = false;
    boolean sawTwo = false;
    int at = 0;
    while (crashed) {
      at++;
      TestHost host = new TestHost();
      DiskStorage disk = new DiskStorage(folder.resolve("at" + at));
      try (Running agent = host.start(disk)) {
        assertThat(applyAndConfirm(agent, ONE)).isTrue();
      }
      CrashingStorage crashing = new CrashingStorage(disk, at);
      boolean confirmed = false;
      host.boundary = () -> crashing.boundary("change");
      try (Running agent = host.start(crashing)) {
        confirmed = applyAndConfirm(agent, TWO);
      } catch (Crash | CompletionException e) {
        assertThat(crashing.hasCrashed()).isTrue();
      }
      crashed = crashing.hasCrashed();
      host.boundary = () -> {};
      try (Running agent = host.start(disk)) {
        HostState now = agent.core().generations().confirmedState();
        List<String> expected = now.equals(ONE) ? HOST_ONE : HOST_TWO;
        assertThat(now).isIn(ONE, TWO);
        assertThat(!confirmed || now.equals(TWO)).as("step %d lost a generation", at).isTrue();
        await()
            .alias("step " + at)
            .untilAsserted(() -> {
              assertThat(host.contents()).isEqualTo(expected);
              assertThat(agent.core().generations().current().orElseThrow().state()).isEqualTo(now);
            });
        sawOne |= now.equals(ONE);
        sawTwo |= now.equals(TWO);
      }
    }
    assertThat(at).isGreaterThan(25);
    assertThat(sawOne && sawTwo).isTrue();
  }

  private static boolean applyAndConfirm(Running agent, HostState state) {
    Reply reply = agent.core().generations().apply(new Request.Apply(state, 60_000), _ -> {});
    return reply instanceof Reply.Applied applied
        && applied.errors().isEmpty()
        && agent.core().generations().confirm(applied.generation()).isEmpty();
  }
}

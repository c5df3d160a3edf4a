package org.hactl.agent.converge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.agent.converge.TestHost.ROUTER;
import static org.hactl.agent.converge.TestHost.file;
import static org.hactl.agent.converge.TestHost.state;
import static org.hactl.agent.converge.TestHost.sysctl;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.hactl.agent.converge.TestHost.Running;
import org.hactl.agent.store.DiskStorage;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.host.HostState;
import org.junit.jupiter.api.io.TempDir;

/** An agent on a host in a map, and two states to apply to this host. */
abstract class TestAgent {
  static final HostState ONE =
      state(List.of(ROUTER), file("/etc/motd", "one"), sysctl("net.ipv4.ip_forward", "1"));
  static final HostState TWO =
      state(List.of(ROUTER), file("/etc/motd", "two"), sysctl("net.ipv4.vs.drop_entry", "1"));

  @TempDir Path folder;
  final TestHost host = new TestHost();

  Running start() throws IOException {
    return host.start(new DiskStorage(folder));
  }

  static Reply.Applied apply(Running agent, HostState state, List<Reply.Progress> progress) {
    Reply reply = agent.core().generations().apply(new Request.Apply(state, 60_000), progress::add);
    assertThat(reply).isInstanceOf(Reply.Applied.class);
    return (Reply.Applied) reply;
  }

  static void confirm(Running agent, HostState state) {
    Reply.Applied applied = apply(agent, state, new ArrayList<>());
    assertThat(applied.errors()).isEmpty();
    assertThat(agent.core().generations().confirm(applied.generation())).isEmpty();
  }

  static void uninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

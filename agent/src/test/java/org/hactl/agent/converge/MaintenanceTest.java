package org.hactl.agent.converge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.hactl.agent.converge.TestHost.Running;
import org.hactl.api.Reply;
import org.hactl.host.Hold;
import org.hactl.host.Hold.Maintenance;
import org.hactl.host.Hold.Word;
import org.hactl.host.HostState;
import org.junit.jupiter.api.Test;

/** Maintenance that begins while the host goes from one state to another. */
class MaintenanceTest extends TestAgent {
  private static final HostState WITHOUT_ROUTERS =
      TestHost.state(List.of(), TestHost.file("/etc/motd", "none"));
  private static final Hold MAINTENANCE =
      new Maintenance(ONE.host(), new Word(Hold.State.HELD, "ann@desk", "", 1, 1));

  @Test
  void theRoutersThatARollbackBringsBackStandBy() throws IOException {
    try (Running agent = start()) {
      confirm(agent, ONE);
      Reply.Applied pending = apply(agent, WITHOUT_ROUTERS, new ArrayList<>());
      agent.engines().configuring =
          _ -> {
            var _ = agent.core().holds().take(List.of(MAINTENANCE));
          };
      var _ = agent.core().generations().rollback(pending.generation(), _ -> {});
      assertThat(agent.engines().standingBy).containsExactlyElementsOf(ONE.routerNames());
    }
  }
}

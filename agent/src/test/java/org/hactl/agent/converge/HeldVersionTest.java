package org.hactl.agent.converge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.hactl.agent.converge.TestHost.Running;
import org.hactl.agent.store.Generation;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.api.SiteVersion;
import org.hactl.host.HostState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which version of the site a host holds. */
class HeldVersionTest extends TestAgent {
  @Test
  void aConfirmedGenerationBringsItsVersion() throws IOException {
    try (Running agent = start()) {
      Reply.Applied applied = give(agent, ONE, version(1));
      assertThat(planned(agent)).as("before the confirmation").isNull();
      assertThat(agent.core().generations().confirm(applied.generation())).isEmpty();
      assertThat(planned(agent)).isEqualTo(version(1));
    }
    try (Running agent = start()) {
      assertThat(planned(agent)).as("after a restart").isEqualTo(version(1));
    }
  }

  @Test
  void theSameStateOfALaterVersionNeedsNoConfirmation() throws IOException {
    try (Running agent = start()) {
      Reply.Applied first = give(agent, ONE, version(1));
      assertThat(agent.core().generations().confirm(first.generation())).isEmpty();
      Reply.Applied second = give(agent, ONE, version(2));
      assertThat(second.needsConfirm()).isFalse();
      assertThat(second.generation()).isEqualTo(first.generation());
      assertThat(planned(agent)).isEqualTo(version(2));
    }
    try (Running agent = start()) {
      assertThat(planned(agent)).as("after a restart").isEqualTo(version(2));
    }
  }

  @Test
  void aRollbackKeepsTheVersionBeforeIt() throws IOException {
    try (Running agent = start()) {
      Reply.Applied first = give(agent, ONE, version(1));
      assertThat(agent.core().generations().confirm(first.generation())).isEmpty();
      Reply.Applied second = give(agent, TWO, version(2));
      var _ = agent.core().generations().rollback(second.generation(), _ -> {});
      assertThat(planned(agent)).isEqualTo(version(1));
      assertThat(agent.core().generations().current().map(Generation::version))
          .contains(version(1));
    }
  }

  @Test
  void theSameStateAgainBeforeItsConfirmationHasTheLaterVersion() throws IOException {
    try (Running agent = start()) {
      Reply.Applied first = give(agent, ONE, version(1));
      Reply.Applied again = give(agent, ONE, version(2));
      assertThat(again.generation()).isEqualTo(first.generation());
      assertThat(agent.core().generations().confirm(again.generation())).isEmpty();
      assertThat(planned(agent)).isEqualTo(version(2));
    }
  }

  @Test
  void anApplyWithoutAVersionLeavesTheOneThatTheSameStateHas() throws IOException {
    try (Running agent = start()) {
      Reply.Applied first = give(agent, ONE, version(1));
      assertThat(agent.core().generations().confirm(first.generation())).isEmpty();
      var _ = give(agent, ONE, null);
      assertThat(planned(agent)).isEqualTo(version(1));
    }
  }

  private static Reply.Applied give(Running agent, HostState state, @Nullable SiteVersion version) {
    Request.Apply request = new Request.Apply(state, 60_000, version);
    Reply.Applied applied = (Reply.Applied) agent.core().generations().apply(request, _ -> {});
    assertThat(applied.errors()).isEmpty();
    return applied;
  }

  private static @Nullable SiteVersion planned(Running agent) {
    return ((Reply.Plan) agent.core().generations().plan(ONE)).version();
  }

  private static SiteVersion version(long serial) {
    return new SiteVersion(
        "shop", serial, "c0ffee", true, "ann@desk", 5, Map.of("lvs1", "a"), List.of("web9"));
  }
}

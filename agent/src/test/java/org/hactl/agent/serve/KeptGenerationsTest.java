package org.hactl.agent.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.hactl.agent.converge.Generations;
import org.hactl.agent.converge.TestHost;
import org.hactl.agent.converge.TestHost.Running;
import org.hactl.agent.store.DiskStorage;
import org.hactl.api.GenerationView;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.api.SiteVersion;
import org.hactl.host.HostJson;
import org.hactl.host.HostState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptGenerationsTest {
  private static final HostState ONE =
      TestHost.state(List.of(TestHost.ROUTER), TestHost.file("/etc/motd", "one"));
  private static final HostState TWO = TestHost.state(List.of(), TestHost.file("/etc/motd", "two"));

  @TempDir private Path folder;
  private final TestHost host = new TestHost();
  private Running agent;
  private Generations generations;
  private KeptGenerations kept;

  @BeforeEach
  void start() throws IOException {
    agent = host.start(new DiskStorage(folder));
    generations = agent.core().generations();
    kept = new KeptGenerations(generations, HostJson.mapper(List.of()));
  }

  @AfterEach
  void stop() {
    agent.close();
  }

  @Test
  void theHostGoesBackToAKeptStateAsANewGeneration() {
    confirm(ONE, 1);
    confirm(TWO, 2);
    Reply.Plan plan = (Reply.Plan) kept.plan(new Request.PlanReturn(1));
    assertThat(plan.changes()).isNotEmpty();
    assertThat(host.contents()).contains("file[/etc/motd]=two");
    Reply.Applied applied =
        (Reply.Applied) kept.apply(new Request.Return(1, 60_000, version(3)), _ -> {});
    assertThat(applied.errors()).isEmpty();
    assertThat(applied.generation()).isEqualTo(3);
    assertThat(applied.needsConfirm()).isTrue();
    assertThat(host.contents()).contains("file[/etc/motd]=one");
    assertThat(generations.confirm(3)).isEmpty();
    Reply.Generations all = (Reply.Generations) kept.all();
    assertThat(all.generations()).extracting(GenerationView::number).containsExactly(3L, 2L, 1L);
    assertThat(all.generations().getFirst().digest())
        .isEqualTo(all.generations().getLast().digest());
    assertThat(all.generations().getFirst().version()).isEqualTo(version(3));
    assertThat(all.generations()).extracting(GenerationView::routers).containsExactly(1, 0, 1);
  }

  @Test
  void aRollbackThatIsNotConfirmedIsItselfRolledBack() {
    confirm(ONE, 1);
    confirm(TWO, 2);
    kept.apply(new Request.Return(1, 60_000, version(3)), _ -> {});
    generations.rollback(3, _ -> {});
    assertThat(host.contents()).contains("file[/etc/motd]=two");
    assertThat(kept.plan(new Request.PlanReturn(3))).isInstanceOf(Reply.Failed.class);
  }

  @Test
  void theGenerationWithTheNumberZeroIsAHostWithoutAnything() {
    confirm(TWO, 1);
    Reply.Applied applied =
        (Reply.Applied) kept.apply(new Request.Return(0, 60_000, version(2)), _ -> {});
    assertThat(applied.errors()).isEmpty();
    assertThat(host.contents()).noneMatch(each -> each.startsWith("file"));
  }

  @Test
  void aGenerationThatIsNotKeptIsRefused() {
    confirm(ONE, 1);
    for (Reply reply :
        List.of(
            kept.plan(new Request.PlanReturn(2)),
            kept.compare(new Request.Compare(1, 2)),
            kept.apply(new Request.Return(2, 60_000, null), _ -> {}))) {
      assertThat(reply)
          .isInstanceOfSatisfying(
              Reply.Failed.class,
              failed -> assertThat(failed.code()).isEqualTo(Reply.Failed.NO_SUCH_GENERATION));
    }
  }

  private void confirm(HostState state, long serial) {
    Reply.Applied applied =
        (Reply.Applied)
            generations.apply(new Request.Apply(state, 60_000, version(serial)), _ -> {});
    assertThat(applied.errors()).isEmpty();
    assertThat(generations.confirm(applied.generation())).isEmpty();
  }

  private static SiteVersion version(long serial) {
    return new SiteVersion(
        "shop", serial, "c0ffee", false, "ann@desk", 0, Map.of("lvs1", "a"), List.of());
  }
}

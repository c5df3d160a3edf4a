package org.hactl.agent.converge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hactl.agent.converge.TestHost.Running;
import org.hactl.agent.store.DiskStorage;
import org.hactl.agent.store.StorageThatFills;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.api.Request.Extend.Stage;
import org.hactl.api.SiteVersion;
import org.junit.jupiter.api.Test;

/** How a generation is confirmed without a word of its run. */
class ConfirmationTest extends TestAgent {
  @Test
  void aGenerationOfASiteThatStaysIsConfirmedByItself() throws IOException {
    try (Running agent = start()) {
      confirm(agent, ONE);
      apply(agent, TWO, new ArrayList<>());
      Generations generations = agent.core().generations();
      assertThat(generations.extend(new Request.Extend(2, 60_000, Stage.DECIDED))).isEmpty();
      assertThat(generations.extend(new Request.Extend(2, 60_000))).as("a later sign").isEmpty();
      assertThat(generations.confirmation().isByItself()).isTrue();
      host.alarms.getLast().run();
      assertThat(host.contents()).contains("file[/etc/motd]=two");
      assertThat(generations.confirmed().orElseThrow().number()).isEqualTo(2);
      assertThat(generations.confirmation().isByItself()).isFalse();
      assertThat(generations.rollback(2, _ -> {}))
          .isInstanceOfSatisfying(
              Reply.Failed.class,
              failed -> assertThat(failed.code()).isEqualTo(Reply.Failed.CONFIRMED));
    }
  }

  @Test
  void whatOneRunHasDecidedSaysNothingAboutTheNextOne() throws IOException {
    try (Running agent = start()) {
      confirm(agent, ONE);
      apply(agent, TWO, new ArrayList<>());
      Generations generations = agent.core().generations();
      assertThat(generations.extend(new Request.Extend(2, 60_000, Stage.DECIDED))).isEmpty();
      apply(agent, TWO, new ArrayList<>());
      host.alarms.getLast().run();
      assertThat(host.contents()).contains("file[/etc/motd]=one");
    }
  }

  @Test
  void aSiteThatStaysIsRolledBackWhereItCannotBeConfirmed() throws IOException {
    AtomicBoolean full = new AtomicBoolean();
    try (Running agent = host.start(new StorageThatFills(new DiskStorage(folder), full))) {
      confirm(agent, ONE);
      apply(agent, TWO, new ArrayList<>());
      Generations generations = agent.core().generations();
      assertThat(generations.extend(new Request.Extend(2, 60_000, Stage.DECIDED))).isEmpty();
      full.set(true);
      host.alarms.getLast().run();
      assertThat(generations.confirmed().orElseThrow().number()).isEqualTo(1);
      assertThat(generations.pendingNumber()).isZero();
    }
  }

  @Test
  void aDirectorFollowsAnotherOneOnceItsRunComesToTheConfirmation() throws IOException {
    SiteVersion version = new SiteVersion("shop", 9, "", false, "ann@desk", 0, Map.of(), List.of());
    try (Running agent = start()) {
      confirm(agent, ONE);
      Generations generations = agent.core().generations();
      generations.apply(new Request.Apply(TWO, 60_000, version), _ -> {});
      generations.confirmation().follow("lvs2", 9);
      assertThat(generations.isConfirmed()).as("the run is not there yet").isFalse();
      assertThat(generations.extend(new Request.Extend(2, 60_000, Stage.REACHED))).isEmpty();
      assertThat(generations.confirmation().following()).contains(version);
      generations.confirmation().follow("lvs2", 8);
      assertThat(generations.isConfirmed()).as("another version").isFalse();
      generations.confirmation().follow("lvs2", 9);
      assertThat(generations.isConfirmed()).isTrue();
      assertThat(generations.confirmation().following()).isEmpty();
      assertThat(agent.core().generations().confirm(2)).as("the run is late").isEmpty();
    }
  }
}

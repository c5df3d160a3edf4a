package org.hactl.agent.converge;

import static java.lang.Thread.State.TERMINATED;
import static java.lang.Thread.State.WAITING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hactl.agent.converge.TestHost.file;
import static org.hactl.agent.converge.TestHost.sysctl;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hactl.agent.converge.TestHost.Running;
import org.hactl.agent.store.DiskStorage;
import org.hactl.agent.store.OwnershipJournal;
import org.hactl.agent.store.StorageThatFills;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.api.Request.Extend.Stage;
import org.hactl.api.SiteVersion;
import org.junit.jupiter.api.Test;

/** How a generation is applied, confirmed, rolled back and restored. */
class GenerationsTest extends TestAgent {
  @Test
  void appliesFromNothingAndThenHasNothingToDo() throws IOException {
    try (Running agent = start()) {
      List<Reply.Progress> progress = new ArrayList<>();
      Reply.Applied first = apply(agent, ONE, progress);
      assertThat(first.errors()).isEmpty();
      assertThat(first.needsConfirm()).isTrue();
      assertThat(first.changes())
          .extracting(change -> change.action() + " " + change.id())
          .containsExactly(
              "CREATE file[/etc/motd]", "CREATE sysctl[net.ipv4.ip_forward]", "CREATE vrrp[VI_1]");
      assertThat(first.resources()).isEqualTo(3);
      assertThat(progress).hasSize(4);
      assertThat(host.contents())
          .containsExactly("file[/etc/motd]=one", "sysctl[net.ipv4.ip_forward]=1");
      assertThat(agent.core().generations().confirm(first.generation())).isEmpty();

      Reply.Applied second = apply(agent, ONE, progress);
      assertThat(second.changes()).isEmpty();
      assertThat(second.needsConfirm()).isFalse();
      assertThat(second.generation()).isEqualTo(first.generation());
    }
  }

  @Test
  void aPlanChangesNothing() throws IOException {
    try (Running agent = start()) {
      Reply.Plan plan = (Reply.Plan) agent.core().generations().plan(ONE);
      assertThat(plan.changes()).hasSize(3);
      assertThat(plan.sameGeneration()).isFalse();
      assertThat(host.contents()).isEmpty();
      assertThat(new DiskStorage(folder).list("generations")).isEmpty();
    }
  }

  @Test
  void aFailedStepRollsTheWholeHostBack() throws IOException {
    try (Running agent = start()) {
      confirm(agent, ONE);
      host.module("sysctl")
          .refused
          .put(sysctl("net.ipv4.vs.drop_entry", "1").id(), "no such parameter");
      Reply.Applied failed = apply(agent, TWO, new ArrayList<>());
      assertThat(failed.rolledBack()).isTrue();
      assertThat(failed.errors()).containsExactly("no such parameter");
      assertThat(failed.generation()).isEqualTo(1);
      assertThat(host.contents())
          .containsExactly("file[/etc/motd]=one", "sysctl[net.ipv4.ip_forward]=1");
    }
  }

  @Test
  void anApplyThatLacksMemoryIsRolledBack() throws IOException {
    try (Running agent = start()) {
      confirm(agent, ONE);
      agent.engines().configuring =
          state -> {
            if (state.equals(TWO)) {
              throw new OutOfMemoryError("Java heap space");
            }
          };
      Reply.Applied failed = apply(agent, TWO, new ArrayList<>());
      assertThat(failed.rolledBack()).isTrue();
      assertThat(failed.errors()).singleElement().asString().contains("Java heap space");
      assertThat(agent.core().generations().pendingNumber()).isZero();
      assertThat(host.contents()).contains("file[/etc/motd]=one");
    }
  }

  @Test
  void anUnconfirmedGenerationIsRolledBack() throws IOException {
    try (Running agent = start()) {
      confirm(agent, ONE);
      apply(agent, TWO, new ArrayList<>());
      assertThat(host.contents()).contains("file[/etc/motd]=two");
      host.alarms.getLast().run();
      assertThat(host.contents())
          .containsExactly("file[/etc/motd]=one", "sysctl[net.ipv4.ip_forward]=1");
      assertThat(agent.core().generations().confirm(2))
          .hasValueSatisfying(failed -> assertThat(failed.code()).isEqualTo("no-such-generation"));
    }
  }

  @Test
  void checksAreOnTrialUntilTheGenerationIsConfirmedOrRolledBack() throws IOException {
    try (Running agent = start()) {
      Reply.Applied first = apply(agent, ONE, new ArrayList<>());
      assertThat(agent.engines().onTrial).isTrue();
      assertThat(agent.core().generations().confirm(first.generation())).isEmpty();
      assertThat(agent.engines().onTrial).isFalse();
      apply(agent, TWO, new ArrayList<>());
      assertThat(agent.engines().onTrial).isTrue();
      host.alarms.getLast().run();
      assertThat(agent.engines().onTrial).isFalse();
    }
  }

  @Test
  void aSignOfLifeBeginsTheTimeAnew() throws IOException {
    try (Running agent = start()) {
      confirm(agent, ONE);
      apply(agent, TWO, new ArrayList<>());
      Runnable first = host.alarms.getLast();
      assertThat(agent.core().generations().confirmUntilMillis()).isPresent();
      assertThat(agent.core().generations().extend(new Request.Extend(2, 60_000))).isEmpty();
      first.run();
      assertThat(host.contents()).contains("file[/etc/motd]=two");
      host.alarms.getLast().run();
      assertThat(host.contents()).contains("file[/etc/motd]=one");
      assertThat(agent.core().generations().confirmUntilMillis()).isEmpty();
      assertThat(agent.core().generations().extend(new Request.Extend(2, 60_000)))
          .hasValueSatisfying(
              failed -> assertThat(failed.code()).isEqualTo(Reply.Failed.NO_SUCH_GENERATION));
    }
  }

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

  @Test
  void oldPasswordsAreAcceptedForAWhileAfterTheConfirmation() throws IOException {
    try (Running agent = start()) {
      Reply.Applied first = apply(agent, ONE, new ArrayList<>());
      agent.engines().settles = true;
      assertThat(agent.core().generations().confirm(first.generation())).isEmpty();
      assertThat(agent.engines().settles).isTrue();
      host.alarms.getLast().run();
      assertThat(agent.engines().settles).isFalse();
    }
  }

  @Test
  void theTimeInWhichOldPasswordsAreAcceptedBeginsAnewWithTheNextChange() throws IOException {
    try (Running agent = start()) {
      agent.engines().settles = true;
      confirm(agent, ONE);
      Runnable first = host.alarms.getLast();
      confirm(agent, TWO);
      first.run();
      assertThat(agent.engines().settles).isTrue();
      host.alarms.getLast().run();
      assertThat(agent.engines().settles).isFalse();
    }
  }

  @Test
  void theTimeInWhichOldPasswordsAreAcceptedBeginsAnewWithAnotherApply() throws IOException {
    try (Running agent = start()) {
      agent.engines().settles = true;
      confirm(agent, ONE);
      Runnable first = host.alarms.getLast();
      assertThat(apply(agent, ONE, new ArrayList<>()).needsConfirm()).isFalse();
      first.run();
      assertThat(agent.engines().settles).isTrue();
      host.alarms.getLast().run();
      assertThat(agent.engines().settles).isFalse();
    }
  }

  @Test
  void aRestartDoesNotEndTheTimeInWhichOldPasswordsAreAccepted() throws IOException {
    try (Running agent = start()) {
      confirm(agent, ONE);
      Reply.Applied second = apply(agent, TWO, new ArrayList<>());
      agent.engines().settles = true;
      assertThat(agent.core().generations().confirm(second.generation())).isEmpty();
    }
    try (Running agent = start()) {
      assertThat(agent.engines().accepted).isEqualTo(ONE);
      host.alarms.getLast().run();
    }
    try (Running agent = start()) {
      assertThat(agent.engines().accepted).as("they are refused by then").isNull();
    }
  }

  @Test
  void anotherGenerationEndsTheTimeInWhichOldPasswordsAreAccepted() throws IOException {
    try (Running agent = start()) {
      confirm(agent, ONE);
      Reply.Applied second = apply(agent, TWO, new ArrayList<>());
      agent.engines().settles = true;
      assertThat(agent.core().generations().confirm(second.generation())).isEmpty();
      agent.engines().settles = false;
      confirm(agent, ONE);
    }
    try (Running agent = start()) {
      assertThat(agent.engines().accepted).isNull();
    }
  }

  @Test
  void oldPasswordsAreRefusedAfterThatAlsoIfAnApplyRunsThen() throws IOException {
    try (Running agent = start()) {
      Reply.Applied first = apply(agent, ONE, new ArrayList<>());
      agent.engines().settles = true;
      assertThat(agent.core().generations().confirm(first.generation())).isEmpty();
      GenerationLock lock = agent.core().generations().lock();
      assertThat(lock.enter()).isTrue();
      Thread alarm = Thread.ofPlatform().start(host.alarms.getLast());
      await().until(() -> Set.of(WAITING, TERMINATED).contains(alarm.getState()));
      lock.leave();
      await().untilAsserted(() -> assertThat(agent.engines().settles).isFalse());
    }
  }

  @Test
  void aConfirmedGenerationDoesNotWait() throws IOException {
    try (Running agent = start()) {
      confirm(agent, ONE);
      assertThat(agent.core().generations().confirmUntilMillis()).isEmpty();
      assertThat(agent.core().generations().extend(new Request.Extend(1, 60_000))).isPresent();
    }
  }

  @Test
  void aRollbackThatFailsInPartIsNotReportedAsRolledBack() throws IOException {
    try (Running agent = start()) {
      confirm(agent, ONE);
      host.module("sysctl")
          .refused
          .put(sysctl("net.ipv4.vs.drop_entry", "1").id(), "no such parameter");
      Reply reply =
          agent
              .core()
              .generations()
              .apply(
                  new Request.Apply(TWO, 60_000),
                  step -> {
                    if (step.done()) {
                      host.module("file").refused.put(file("/etc/motd", "").id(), "read-only");
                    }
                  });
      assertThat(reply)
          .isInstanceOfSatisfying(
              Reply.Applied.class,
              applied -> {
                assertThat(applied.rolledBack()).isFalse();
                assertThat(applied.errors())
                    .containsExactly("no such parameter", "while going back: read-only");
              });
    }
  }

  @Test
  void aRolledBackGenerationCannotBeConfirmedEvenIfTheRollbackCouldNotBeStored()
      throws IOException {
    AtomicBoolean full = new AtomicBoolean();
    try (Running agent = host.start(new StorageThatFills(new DiskStorage(folder), full))) {
      confirm(agent, ONE);
      apply(agent, TWO, new ArrayList<>());
      full.set(true);
      host.alarms.getLast().run();
      full.set(false);
      assertThat(agent.core().generations().pendingNumber()).isZero();
      assertThat(agent.core().generations().confirm(2))
          .hasValueSatisfying(failed -> assertThat(failed.code()).isEqualTo("no-such-generation"));
      confirm(agent, TWO);
    }
  }

  @Test
  void anAlarmOfAConfirmedGenerationDoesNothing() throws IOException {
    try (Running agent = start()) {
      confirm(agent, ONE);
      host.alarms.forEach(Runnable::run);
      assertThat(host.contents()).contains("file[/etc/motd]=one");
    }
  }

  @Test
  void aRollbackOfTheFirstGenerationLeavesNothing() throws IOException {
    try (Running agent = start()) {
      Reply.Applied first = apply(agent, ONE, new ArrayList<>());
      Reply reply = agent.core().generations().rollback(first.generation(), _ -> {});
      assertThat(reply)
          .isInstanceOfSatisfying(
              Reply.Applied.class,
              back -> {
                assertThat(back.rolledBack()).isTrue();
                assertThat(back.errors()).isEmpty();
                assertThat(back.generation()).isZero();
              });
      assertThat(host.contents()).isEmpty();
      assertThat(OwnershipJournal.open(new DiskStorage(folder), TestHost.MAPPER).all()).isEmpty();
    }
  }

  @Test
  void aSecondApplyAtTheSameTimeIsRefused() throws Exception {
    try (Running agent = start()) {
      CountDownLatch reached = new CountDownLatch(1);
      CountDownLatch goOn = new CountDownLatch(1);
      host.module("file").boundary =
          () -> {
            reached.countDown();
            uninterruptibly(goOn);
          };
      FutureTask<Reply.Applied> first =
          new FutureTask<>(() -> apply(agent, ONE, new ArrayList<>()));
      Thread.ofVirtual().start(first);
      reached.await();
      assertThat(agent.core().generations().apply(new Request.Apply(TWO, 1_000), _ -> {}))
          .isInstanceOfSatisfying(
              Reply.Failed.class, failed -> assertThat(failed.code()).isEqualTo("busy"));
      goOn.countDown();
      assertThat(first.get().errors()).isEmpty();
    }
  }

  @Test
  void anotherApplyOfTheSameStateCorrectsDrift() throws IOException {
    try (Running agent = start()) {
      confirm(agent, ONE);
      host.things.put(file("/etc/motd", "").id(), "edited by hand");
      Reply.Applied again = apply(agent, ONE, new ArrayList<>());
      assertThat(again.changes()).hasSize(1);
      assertThat(again.needsConfirm()).isFalse();
      assertThat(host.contents()).contains("file[/etc/motd]=one");
    }
  }

  @Test
  void aRestartRestoresWhatWasConfirmed() throws IOException {
    try (Running agent = start()) {
      confirm(agent, ONE);
    }
    host.things.clear();
    try (Running agent = start()) {
      await().until(() -> host.contents().size() == 2);
      assertThat(agent.engines().configured).containsExactly(ONE);
    }
  }
}

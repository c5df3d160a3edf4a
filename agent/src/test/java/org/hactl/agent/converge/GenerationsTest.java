package org.hactl.agent.converge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hactl.agent.converge.TestHost.file;
import static org.hactl.agent.converge.TestHost.sysctl;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hactl.agent.converge.TestHost.Running;
import org.hactl.agent.store.DiskStorage;
import org.hactl.agent.store.OwnershipJournal;
import org.hactl.agent.store.StorageThatFills;
import org.hactl.api.Reply;
import org.hactl.api.Request;
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

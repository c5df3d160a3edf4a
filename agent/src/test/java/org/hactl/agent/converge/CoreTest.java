package org.hactl.agent.converge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hactl.agent.converge.TestHost.ROUTER;
import static org.hactl.agent.converge.TestHost.VIP;
import static org.hactl.agent.converge.TestHost.file;
import static org.hactl.agent.converge.TestHost.state;
import static org.hactl.agent.converge.TestHost.sysctl;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.hactl.agent.converge.TestHost.Running;
import org.hactl.agent.store.DiskStorage;
import org.hactl.agent.store.OwnershipJournal;
import org.hactl.agent.store.StorageThatFills;
import org.hactl.api.DriftEntry;
import org.hactl.api.DriftEntry.FoundBy;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.host.HostState;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.reconcile.Thing;
import org.hactl.vrrp.model.Authentication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoreTest {
  private static final HostState ONE =
      state(List.of(ROUTER), file("/etc/motd", "one"), sysctl("net.ipv4.ip_forward", "1"));
  private static final HostState TWO =
      state(List.of(ROUTER), file("/etc/motd", "two"), sysctl("net.ipv4.vs.drop_entry", "1"));

  @TempDir private Path folder;
  private final TestHost host = new TestHost();

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
  void aFailedStepTakesTheWholeHostBack() throws IOException {
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
  void whatNobodyConfirmsIsTakenBack() throws IOException {
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
  void whatCouldNotAllBeTakenBackIsNotCalledRolledBack() throws IOException {
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
  void whatWasTakenBackIsNotConfirmedWhereTheDiskCouldNotBeToldOfIt() throws IOException {
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
  void enginesThatCouldNotRunAreTriedAgain() throws IOException {
    try (Running agent = start()) {
      confirm(agent, ONE);
    }
    try (Running agent = host.open(new DiskStorage(folder))) {
      agent.engines().configuring =
          _ -> {
            throw new IllegalArgumentException("too many open files");
          };
      agent.core().start(false);
      assertThat(agent.core().passLog().errors()).contains("too many open files");
      agent.core().reviveEngines();
      assertThat(agent.core().passLog().errors()).contains("too many open files");
      agent.engines().configuring = _ -> {};
      agent.core().reviveEngines();
      assertThat(agent.engines().configured).containsExactly(ONE);
      await().until(() -> agent.core().passLog().errors().isEmpty());
      agent.core().reviveEngines();
      assertThat(agent.engines().configured).hasSize(1);
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
  void aRollbackOfTheVeryFirstLeavesNothing() throws IOException {
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
  void theSecondOneAtATimeIsTurnedAway() throws Exception {
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
  void aFailoverDoesNotWaitForSoftware() throws Exception {
    try (Running agent = start()) {
      confirm(agent, ONE);
      CountDownLatch reached = new CountDownLatch(1);
      CountDownLatch goOn = new CountDownLatch(1);
      host.module("file").boundary =
          () -> {
            reached.countDown();
            uninterruptibly(goOn);
          };
      FutureTask<Reply.Applied> apply =
          new FutureTask<>(() -> apply(agent, TWO, new ArrayList<>()));
      Thread.ofVirtual().start(apply);
      reached.await();
      agent.inbox().roleChanged("VI_1", true);
      await().until(() -> host.things.containsKey(VIP));
      assertThat(apply.isDone()).isFalse();
      assertThat(host.contents()).contains("sysctl[net.ipv4.ip_forward]=1");
      goOn.countDown();
      assertThat(apply.get().errors()).isEmpty();
      assertThat(host.things).containsKey(VIP);
    }
  }

  @Test
  void anAddressComesAndGoesWithTheRoleAndIsAnnounced() throws IOException {
    try (Running agent = start()) {
      confirm(agent, ONE);
      agent.inbox().roleChanged("VI_1", true);
      await().until(() -> agent.engines().announced.equals(List.of("VI_1")));
      assertThat(host.things).containsKey(VIP);
      agent.inbox().roleChanged("VI_1", false);
      await().until(() -> !host.things.containsKey(VIP));
      assertThat(agent.journal().newestDrift(10)).isEmpty();
    }
  }

  /** What the host has each time the engines are configured; no router is master afterwards. */
  private List<String> seenByEngines(Running agent) {
    List<String> seen = new CopyOnWriteArrayList<>();
    agent.engines().configuring =
        state -> {
          seen.add(
              "%d routers, address there: %s, file there: %s"
                  .formatted(
                      state.virtualRouters().size(),
                      host.things.containsKey(VIP),
                      host.things.containsKey(file("/etc/motd", "").id())));
          agent.inbox().roleChanged("VI_1", false);
        };
    return seen;
  }

  @Test
  void aRouterThatLeavesTheSiteGivesItsRoleAwayBeforeItsAddressGoes() throws IOException {
    try (Running agent = start()) {
      confirm(agent, ONE);
      agent.inbox().roleChanged("VI_1", true);
      await().until(() -> host.things.containsKey(VIP));
      List<String> seen = seenByEngines(agent);
      confirm(agent, state(List.of(), file("/etc/motd", "one")));
      assertThat(seen).first().isEqualTo("0 routers, address there: true, file there: true");
      assertThat(host.things).doesNotContainKey(VIP);
    }
  }

  @Test
  void aRouterThatMovesToAnotherInterfaceGivesItsRoleAwayFirst() throws IOException {
    VirtualRouterSpec moved =
        VirtualRouterSpec.of(
            ROUTER.name(),
            ROUTER.config().version().number(),
            ROUTER.config().virtualRouterId(),
            "eth1",
            ROUTER.config().priority(),
            ROUTER.config().advertInterval().toMillis(),
            true,
            0,
            Authentication.none(),
            List.of(),
            ROUTER.config().gratuitousArp());
    try (Running agent = start()) {
      confirm(agent, ONE);
      agent.inbox().roleChanged("VI_1", true);
      await().until(() -> host.things.containsKey(VIP));
      List<String> seen = seenByEngines(agent);
      confirm(agent, state(List.of(moved)));
      // It does not wait for software that goes, which may take minutes.
      assertThat(seen)
          .containsExactly(
              "0 routers, address there: true, file there: true",
              "1 routers, address there: false, file there: true");
      assertThat(host.things).isEmpty();
    }
  }

  @Test
  void whatAnApplyAddsToAMasterIsAnnouncedWhenTheEngineKnowsOfIt() throws IOException {
    Thing more = new Thing("address", "eth0 192.168.0.253/24", "");
    VirtualRouterSpec wider =
        ROUTER.holding(Stream.concat(ROUTER.held().stream(), Stream.of(more)).toList());
    try (Running agent = start()) {
      confirm(agent, ONE);
      agent.inbox().roleChanged("VI_1", true);
      await().until(() -> agent.engines().announced.equals(List.of("VI_1")));
      agent.engines().configuring = _ -> agent.engines().announced.add("configured");
      confirm(agent, state(List.of(wider), file("/etc/motd", "one")));
      assertThat(host.things).containsKey(more.id());
      assertThat(agent.engines().announced).endsWith("configured", "VI_1");
    }
  }

  @Test
  void anAddressDeletedByHandIsPutBackAnnouncedAndJournalled() throws IOException {
    try (Running agent = start()) {
      confirm(agent, ONE);
      agent.inbox().roleChanged("VI_1", true);
      await().until(() -> agent.engines().announced.size() == 1);
      host.things.remove(VIP);
      agent
          .inbox()
          .network()
          .wake(Set.of("address"), new Cause(FoundBy.NETLINK, true, System.nanoTime()));
      await().until(() -> agent.engines().announced.size() == 2);
      assertThat(host.things).containsKey(VIP);
      await()
          .untilAsserted(() ->
              assertThat(agent.journal().newestDrift(10))
                  .singleElement()
                  .matches(DriftEntry::corrected)
                  .matches(drift -> drift.foundBy() == FoundBy.NETLINK)
                  .matches(drift -> drift.change().id().equals(VIP))
                  .matches(drift -> !drift.stoodAtMost()));
      assertThat(agent.core().passLog().corrected()).isEqualTo(1);
    }
  }

  @Test
  void theScheduledPassFindsWhatNoEventTold() throws IOException {
    try (Running agent = start()) {
      confirm(agent, ONE);
      host.things.put(file("/etc/motd", "").id(), "edited by hand");
      agent.inbox().fullPassDue();
      await().until(() -> host.contents().contains("file[/etc/motd]=one"));
      await()
          .untilAsserted(() ->
              assertThat(agent.journal().newestDrift(10))
                  .singleElement()
                  .matches(drift -> drift.foundBy() == FoundBy.SCHEDULE)
                  .matches(DriftEntry::stoodAtMost));
      await().until(() -> agent.core().passLog().lastFullPassAtMillis() > 0);
    }
  }

  @Test
  void anotherApplyOfTheSameStatePutsDriftRight() throws IOException {
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
  void whatFailedIsTriedAgain() throws IOException {
    try (Running agent = start()) {
      confirm(agent, ONE);
      host.module("sysctl").refused.put(sysctl("net.ipv4.ip_forward", "1").id(), "busy now");
      host.things.remove(sysctl("net.ipv4.ip_forward", "1").id());
      agent.inbox().fullPassDue();
      await().until(() -> agent.core().passLog().errors().equals(List.of("busy now")));
      host.module("sysctl").refused.clear();
      await().until(() -> agent.core().passLog().errors().isEmpty());
      assertThat(host.contents()).contains("sysctl[net.ipv4.ip_forward]=1");
    }
  }

  @Test
  void aStopGivesUpTheAddressesAndNothingElse() throws Exception {
    try (Running agent = start()) {
      confirm(agent, ONE);
      agent.inbox().roleChanged("VI_1", true);
      await().until(() -> host.things.containsKey(VIP));
      agent.core().releaseHeld();
      assertThat(host.contents())
          .containsExactly("file[/etc/motd]=one", "sysctl[net.ipv4.ip_forward]=1");
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

  private Running start() throws IOException {
    return host.start(new DiskStorage(folder));
  }

  private static Reply.Applied apply(
      Running agent, HostState state, List<Reply.Progress> progress) {
    Reply reply = agent.core().generations().apply(new Request.Apply(state, 60_000), progress::add);
    assertThat(reply).isInstanceOf(Reply.Applied.class);
    return (Reply.Applied) reply;
  }

  private static void confirm(Running agent, HostState state) {
    Reply.Applied applied = apply(agent, state, new ArrayList<>());
    assertThat(applied.errors()).isEmpty();
    assertThat(agent.core().generations().confirm(applied.generation())).isEmpty();
  }

  private static void uninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

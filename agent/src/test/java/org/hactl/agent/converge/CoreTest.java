package org.hactl.agent.converge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hactl.agent.converge.TestHost.ROUTER;
import static org.hactl.agent.converge.TestHost.VIP;
import static org.hactl.agent.converge.TestHost.file;
import static org.hactl.agent.converge.TestHost.state;
import static org.hactl.agent.converge.TestHost.sysctl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.hactl.agent.converge.TestHost.Running;
import org.hactl.agent.store.DiskStorage;
import org.hactl.api.DriftEntry;
import org.hactl.api.DriftEntry.FoundBy;
import org.hactl.api.Reply;
import org.hactl.host.HostState;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.reconcile.Thing;
import org.hactl.vrrp.model.Authentication;
import org.junit.jupiter.api.Test;

/** How roles, drift and the engines reach the host between applies. */
class CoreTest extends TestAgent {
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

  /** The files of the state folder, by their contents. */
  private Map<Path, String> stateOnDisk() throws IOException {
    Map<Path, String> all = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.put(file, Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return all;
  }

  @Test
  void aProcessThatTakesOverChangesNothingBeforeTheOtherOneHasEnded() throws IOException {
    HostState repeated = state(List.of(ROUTER), file("/etc/motd", "one"));
    try (Running old = start()) {
      confirm(old, repeated);
    }
    host.things.put(file("/etc/motd", "").id(), "edited by hand");
    try (Running next = host.open(new DiskStorage(folder))) {
      Map<Path, String> before = stateOnDisk();
      next.core().leadInstead();
      assertThat(next.engines().configured).containsExactly(repeated);
      next.inbox().fullPassDue();
      next.inbox().roleChanged("VI_1", true);
      await()
          .during(Duration.ofMillis(300))
          .until(() ->
              host.contents().equals(List.of("file[/etc/motd]=edited by hand"))
                  && stateOnDisk().equals(before));
      next.core().ownHost();
      await().until(() -> host.contents().contains("file[/etc/motd]=one"));
      await().until(() -> host.things.containsKey(VIP));
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

  /**
   * Records what the host has each time the engines are configured, then makes every router backup.
   */
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
      // The role does not wait for the removal of software, which may take minutes.
      assertThat(seen)
          .containsExactly(
              "0 routers, address there: true, file there: true",
              "1 routers, address there: false, file there: true");
      assertThat(host.things).isEmpty();
    }
  }

  @Test
  void anAddressThatAnApplyAddsToAMasterIsAnnouncedOnceTheEngineKnowsIt() throws IOException {
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
  void theScheduledPassFindsDriftThatNoEventReported() throws IOException {
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
  void aFailedChangeIsTriedAgain() throws IOException {
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
  void aStopRemovesTheAddressesAndNothingElse() throws Exception {
    try (Running agent = start()) {
      confirm(agent, ONE);
      agent.inbox().roleChanged("VI_1", true);
      await().until(() -> host.things.containsKey(VIP));
      agent.core().releaseHeld();
      assertThat(host.contents())
          .containsExactly("file[/etc/motd]=one", "sysctl[net.ipv4.ip_forward]=1");
    }
  }
}

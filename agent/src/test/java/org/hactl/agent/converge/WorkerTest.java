package org.hactl.agent.converge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.hactl.agent.converge.time.Clock;
import org.hactl.api.DriftEntry.FoundBy;
import org.hactl.host.DriftPolicy.Mode;
import org.hactl.module.Phase;
import org.hactl.module.ResourceId;
import org.hactl.reconcile.Backoff;
import org.hactl.reconcile.FightLimiter;
import org.hactl.reconcile.MemoryOwnership;
import org.hactl.reconcile.Pass;
import org.hactl.reconcile.PassListener;
import org.hactl.reconcile.PassOutcome;
import org.hactl.reconcile.Reconciler;
import org.hactl.reconcile.Thing;
import org.hactl.reconcile.ThingModule;
import org.hactl.reconcile.WantedResources;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkerTest {
  private static final Thing VIP = new Thing("address", "eth0 192.168.0.254/24", "");
  private static final Thing FORWARD = new Thing("sysctl", "net.ipv4.ip_forward", "1");
  private static final WantedResources WANT =
      new WantedResources(List.of(VIP, FORWARD), List.of(), Set.of(), Mode.CORRECT);

  private final Map<ResourceId, String> host = new ConcurrentSkipListMap<>();
  private final ThingModule sysctl = module("sysctl");
  private final List<Set<String>> passes = new CopyOnWriteArrayList<>();
  private final WorkQueue queue = new WorkQueue(Set.of("address", "sysctl"), Clock.SYSTEM);
  private final Worker worker =
      new Worker(
          "test",
          queue,
          new Reconciler(
              Phase.NETWORK,
              List.of(module("address"), sysctl),
              new MemoryOwnership(),
              new FightLimiter(1, Duration.ofMinutes(1), Duration.ofMinutes(1)),
              System::nanoTime,
              _ -> false),
          _ -> WANT,
          (pass, _, _) -> passes.add(pass.kinds()),
          new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30)),
          System::nanoTime,
          AgentThreads.PLATFORM);

  @AfterEach
  void close() {
    queue.close();
  }

  @Test
  void aJobWhoseCallerGaveUpIsDropped() throws Exception {
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    List<String> done = new ArrayList<>();
    var _ =
        queue.submit(() -> {
          busy.countDown();
          goOn.await();
          return done.add("first");
        });
    worker.start();
    busy.await();
    CompletableFuture<Boolean> cancelled = queue.submit(() -> done.add("cancelled"));
    CompletableFuture<Boolean> last = queue.submit(() -> done.add("last"));
    cancelled.cancel(false);
    assertThat(queue.waiting()).isEqualTo(1);
    goOn.countDown();
    last.get(1, TimeUnit.MINUTES);
    assertThat(done).containsExactly("first", "last");
  }

  @Test
  void aFailedKindDoesNotWaitForTheEndOfAFightOverAnotherKind() throws Exception {
    worker.start();
    pass();
    host.remove(VIP.id());
    assertThat(pass().applied(VIP.id())).as("drift that is corrected").isTrue();
    host.remove(VIP.id());
    sysctl.refused.put(FORWARD.id(), "busy now");
    host.remove(FORWARD.id());
    assertThat(pass().rests()).containsOnlyKeys("address");
    await().until(() -> passes.contains(Set.of("sysctl")));
  }

  private PassOutcome pass() throws Exception {
    Cause cause = new Cause(FoundBy.POLL, false, System.nanoTime());
    return worker
        .run(WANT, Pass.over(worker.kinds()), cause, PassListener.SILENT)
        .get(1, TimeUnit.MINUTES);
  }

  private ThingModule module(String kind) {
    return new ThingModule(kind, Phase.NETWORK, host, new ArrayList<>());
  }
}

package org.hactl.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.hactl.host.DriftPolicy.Mode;
import org.hactl.module.Phase;
import org.hactl.module.ResourceId;
import org.hactl.reconcile.Backoff;
import org.hactl.reconcile.FightLimiter;
import org.hactl.reconcile.MemoryOwnership;
import org.hactl.reconcile.Reconciler;
import org.hactl.reconcile.ThingModule;
import org.hactl.reconcile.Want;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkerTest {
  private final Map<ResourceId, String> host = new TreeMap<>();
  private final Worker worker =
      new Worker(
          "test",
          new Reconciler(
              Phase.NETWORK,
              List.of(new ThingModule("sysctl", Phase.NETWORK, host, new ArrayList<>())),
              new MemoryOwnership(),
              FightLimiter.standard(),
              System::nanoTime,
              _ -> false),
          _ -> new Want(List.of(), List.of(), Set.of(), Mode.CORRECT),
          (_, _, _) -> {},
          new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30)),
          System::nanoTime);

  @AfterEach
  void close() {
    worker.close();
  }

  @Test
  void aJobThatNobodyWaitsForAnyMoreIsForgotten() throws Exception {
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    List<String> done = new ArrayList<>();
    var _ =
        worker.submit(() -> {
          busy.countDown();
          goOn.await();
          return done.add("first");
        });
    worker.start();
    busy.await();
    CompletableFuture<Boolean> cancelled = worker.submit(() -> done.add("cancelled"));
    CompletableFuture<Boolean> last = worker.submit(() -> done.add("last"));
    cancelled.cancel(false);
    assertThat(worker.waiting()).isEqualTo(1);
    goOn.countDown();
    last.get(1, TimeUnit.MINUTES);
    assertThat(done).containsExactly("first", "last");
  }
}

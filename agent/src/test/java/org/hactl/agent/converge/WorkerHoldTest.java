package org.hactl.agent.converge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.hactl.agent.converge.time.Clock;
import org.hactl.agent.store.DiskStorage;
import org.hactl.agent.store.OwnershipJournal;
import org.hactl.api.DriftEntry.FoundBy;
import org.hactl.host.DriftPolicy;
import org.hactl.module.Phase;
import org.hactl.reconcile.Backoff;
import org.hactl.reconcile.FightLimiter;
import org.hactl.reconcile.Reconciler;
import org.hactl.reconcile.ThingModule;
import org.hactl.reconcile.WantedResources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerHoldTest {
  private static final Set<String> FILE = Set.of("file");
  private static final WantedResources NOTHING =
      new WantedResources(List.of(), List.of(), Set.of(), DriftPolicy.Mode.CORRECT);

  @TempDir private Path folder;
  private final WorkQueue queue = new WorkQueue(FILE, Clock.SYSTEM);
  private final List<Set<String>> passes = new CopyOnWriteArrayList<>();

  @Test
  void passesAfterEventsWaitWhileAnApplyRuns() throws Exception {
    worker().start();
    try (AutoCloseable _ = queue::close) {
      try (WorkQueue.Hold _ = queue.hold()) {
        queue.wake(FILE, cause());
        // After each of these tasks a waiting pass could have run.
        for (int i = 0; i < 100; i++) {
          queue.submit(() -> "done").get();
        }
        assertThat(passes).isEmpty();
      }
      await().until(() -> passes.size() == 1);
    }
  }

  @Test
  void aWorkerSurvivesAnUnexpectedException() throws Exception {
    worker().start();
    try (AutoCloseable _ = queue::close) {
      passes.add(Set.of("broken"));
      queue.wake(FILE, cause());
      await().until(() -> passes.size() == 2);
      queue.wake(FILE, cause());
      await().until(() -> passes.size() == 3);
    }
  }

  private Worker worker() throws Exception {
    List<ThingModule> modules =
        List.of(
            new ThingModule("file", Phase.SOFTWARE, new HashMap<>(), new CopyOnWriteArrayList<>()));
    Reconciler reconciler =
        new Reconciler(
            Phase.SOFTWARE,
            modules,
            OwnershipJournal.open(new DiskStorage(folder), TestHost.MAPPER),
            FightLimiter.standard(),
            System::nanoTime,
            _ -> false);
    return new Worker(
        "software",
        queue,
        reconciler,
        kinds -> {
          passes.add(kinds);
          if (passes.getFirst().contains("broken") && passes.size() == 2) {
            throw new StackOverflowError("a bug");
          }
          return NOTHING;
        },
        (_, _, _) -> {},
        Backoff.DEFAULT,
        System::nanoTime,
        AgentThreads.PLATFORM);
  }

  private static Cause cause() {
    return new Cause(FoundBy.POLL, false, System.nanoTime());
  }
}

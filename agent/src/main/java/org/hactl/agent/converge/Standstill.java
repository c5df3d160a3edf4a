package org.hactl.agent.converge;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.hactl.agent.converge.hold.HostHolds;
import org.hactl.agent.store.OwnershipJournal;
import org.hactl.linux.libc.Threads;

/**
 * Keeps the host as it is for the agent's process that takes over: no apply begins, both workers
 * wait, no hold is taken over, and nothing is written to the state folder. One thread calls both
 * methods.
 */
public final class Standstill {
  private static final int PASS_SECONDS = 5;

  private final Generations generations;
  private final HostHolds holds;
  private final OwnershipJournal ownership;
  private final List<WorkQueue> queues;
  private CountDownLatch goOn = new CountDownLatch(0);

  Standstill(
      Generations generations,
      HostHolds holds,
      OwnershipJournal ownership,
      List<WorkQueue> queues) {
    this.generations = generations;
    this.holds = holds;
    this.ownership = ownership;
    this.queues = queues;
  }

  /** Why the host cannot stand still now; empty if it does, until {@link #end}. */
  public Optional<String> begin() {
    if (!generations.lock().enter()) {
      return Optional.of("an apply or a rollback is running");
    }
    if (generations.pendingNumber() != 0) {
      generations.lock().leave();
      return Optional.of("a generation waits for its confirmation");
    }
    holds.standStill();
    CountDownLatch reached = new CountDownLatch(queues.size());
    CountDownLatch end = new CountDownLatch(1);
    goOn = end;
    for (WorkQueue queue : queues) {
      queue.run(() -> {
        reached.countDown();
        Threads.await(end);
      });
    }
    try {
      if (reached.await(PASS_SECONDS, TimeUnit.SECONDS)) {
        return Optional.empty();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    end();
    return Optional.of("a pass over this host has not ended within " + PASS_SECONDS + " s");
  }

  /** The host goes on. */
  public void end() {
    // The other process has rewritten the journal when it read the state folder.
    ownership.rewrite();
    goOn.countDown();
    holds.goOn();
    generations.lock().leave();
  }
}

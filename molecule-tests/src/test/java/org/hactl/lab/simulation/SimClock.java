package org.hactl.lab.simulation;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.hactl.agent.converge.time.Clock;
import org.hactl.control.rollout.RunClock;
import org.jspecify.annotations.Nullable;

/** The clocks of a host or a control node: virtual time, and a wall clock that can be set. */
final class SimClock implements Clock, RunClock {
  private static final long EPOCH_MILLIS = 1_790_000_000_000L;

  private final World world;
  private final long bootNanos;
  private long stepMillis;

  SimClock(World world) {
    this.world = world;
    this.bootNanos = world.random.nextLong(1_000_000_000_000L);
  }

  /** The wall clock is set forward or back. */
  void step(long millis) {
    stepMillis += millis;
  }

  @Override
  public long millis() {
    return EPOCH_MILLIS + world.nanos() / 1_000_000 + stepMillis;
  }

  @Override
  public long nanos() {
    return bootNanos + world.nanos();
  }

  @Override
  public long millisAt(long nanos) {
    return millis() + (nanos - nanos()) / 1_000_000;
  }

  @Override
  public void pause(Duration time) throws InterruptedException {
    world.pause(time);
  }

  @Override
  public void pauseAside(Duration time) throws InterruptedException {
    world.pause(time);
  }

  /** A wait of a condition that is over at its time is ended by an interrupt of our own. */
  @Override
  public void await(Condition condition, long nanos) throws InterruptedException {
    if (nanos > Duration.ofDays(1).toNanos()) {
      condition.await();
      return;
    }
    Thread waiting = Thread.currentThread();
    boolean[] over = {false, false};
    world.after(
        Duration.ofNanos(Math.max(0, nanos)),
        () -> {
          if (!over[1]) {
            over[0] = true;
            waiting.interrupt();
          }
        });
    try {
      condition.await();
    } catch (InterruptedException e) {
      if (!over[0]) {
        throw e;
      }
    } finally {
      over[1] = true;
      if (over[0]) {
        var _ = Thread.interrupted();
      }
    }
  }

  @Override
  public <T> @Nullable T poll(BlockingQueue<T> queue, Duration atMost) throws InterruptedException {
    return soon(queue::poll, atMost);
  }

  @Override
  public boolean tryLock(ReentrantLock lock, Duration atMost) throws InterruptedException {
    return soon(() -> lock.tryLock() ? lock : null, atMost) != null;
  }

  private interface Attempt<T> {
    @Nullable T now();
  }

  private <T> @Nullable T soon(Attempt<T> attempt, Duration atMost) throws InterruptedException {
    Duration between = atMost.dividedBy(10).plusNanos(1);
    T got = attempt.now();
    for (int i = 0; i < 10 && got == null; i++) {
      world.pause(between);
      got = attempt.now();
    }
    return got;
  }
}

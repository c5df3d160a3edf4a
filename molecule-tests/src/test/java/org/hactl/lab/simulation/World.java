package org.hactl.lab.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The clock of a simulated site, what happens at which time, and which thread goes on next. The
 * threads are virtual and belong to {@link SimProcess processes}; they run in turn on the thread
 * that calls {@link #run}, and the seed chooses among those that can go on. So the product's own
 * locks, queues and futures work as they are, and equal seeds give equal runs.
 */
final class World {
  /** Something that happens at a time; of two at the same time the earlier made is first. */
  private record Timer(long atNanos, long number, Runnable action) implements Comparable<Timer> {
    @Override
    public int compareTo(Timer other) {
      int byTime = Long.compare(atNanos, other.atNanos);
      return byTime != 0 ? byTime : Long.compare(number, other.number);
    }
  }

  /** A thread that can go on. */
  private record Ready(SimProcess process, Runnable goOn) {}

  final SplittableRandom random;
  private final Thread thread = Thread.currentThread();
  private final PriorityQueue<Timer> timers = new PriorityQueue<>();
  private final List<Ready> ready = new ArrayList<>();
  private final List<String> story = new ArrayList<>();
  private final boolean tells;
  private long number;
  private long nowNanos;
  private long steps;
  private long trace = 17;
  private @Nullable String violation;

  World(long seed, boolean tells) {
    this.random = new SplittableRandom(seed);
    this.tells = tells;
  }

  long nanos() {
    return nowNanos;
  }

  void at(long atNanos, Runnable action) {
    timers.add(new Timer(Math.max(atNanos, nowNanos), number++, action));
  }

  void after(Duration delay, Runnable action) {
    at(nowNanos + delay.toNanos(), action);
  }

  void every(Duration period, Runnable action) {
    after(
        period,
        () -> {
          action.run();
          every(period, action);
        });
  }

  /** A thread of a process can go on. */
  void ready(SimProcess process, Runnable goOn) {
    // The JDK resumes a thread on a thread of its own after a monitor was contended. Then the order
    // would depend on the machine: no simulated step may wait while it holds a monitor.
    if (Thread.currentThread() != thread && !Thread.currentThread().isVirtual()) {
      throw new IllegalStateException("a simulated thread was resumed from outside");
    }
    ready.add(new Ready(process, goOn));
  }

  /** Runs until this time, or until something broke. */
  void run(long untilNanos) {
    while (violation == null) {
      if (!ready.isEmpty()) {
        goOn();
        continue;
      }
      Timer next = timers.peek();
      if (next == null || next.atNanos > untilNanos) {
        nowNanos = Math.max(nowNanos, untilNanos);
        return;
      }
      timers.remove();
      nowNanos = next.atNanos;
      next.action.run();
    }
  }

  void run(Duration time) {
    run(nowNanos + time.toNanos());
  }

  private void goOn() {
    int last = ready.size() - 1;
    int chosen = last == 0 ? 0 : random.nextInt(last + 1);
    Ready next = ready.get(chosen);
    ready.set(chosen, ready.get(last));
    ready.removeLast();
    steps++;
    if (next.process.isAlive()) {
      next.goOn.run();
    }
  }

  /** Lets time pass for the thread that calls it. */
  void pause(Duration time) throws InterruptedException {
    CompletableFuture<Boolean> over = new CompletableFuture<>();
    after(time, () -> over.complete(true));
    try {
      var _ = over.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** {@link #pause} that no interrupt ends. */
  void pauseFirmly(Duration time) {
    CompletableFuture<Boolean> over = new CompletableFuture<>();
    after(time, () -> over.complete(true));
    var _ = over.join();
  }

  /** A random time below this one. */
  Duration within(Duration most) {
    return Duration.ofNanos(random.nextLong(most.toNanos()));
  }

  void violate(String what) {
    if (violation == null) {
      violation = what;
      note(() -> "VIOLATION: " + what);
    }
  }

  @Nullable String violation() {
    return violation;
  }

  /** Remembers what happened, to explain a failure; and that it happened, to compare two runs. */
  void note(Supplier<String> what) {
    trace = trace * 31 + nowNanos;
    if (tells) {
      story.add("%10.3f s  %s".formatted(nowNanos / 1e9, what.get()));
    }
  }

  List<String> story() {
    return story;
  }

  /** Differs between two runs that were not the same. */
  long trace() {
    return trace * 31 + steps;
  }
}

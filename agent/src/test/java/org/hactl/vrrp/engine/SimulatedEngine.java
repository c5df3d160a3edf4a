package org.hactl.vrrp.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The engine's process on a director: its thread, its timers, and the requests to it. */
final class SimulatedEngine {
  private static final long NEVER = Long.MAX_VALUE;
  private static final long MS = 1_000_000L;

  private final SimulatedNode node;
  private final VrrpNetwork shell;
  private final Schedule schedule;
  private final Referee referee;
  private final RandomGenerator random;
  private final Queue<Runnable> requests = new ArrayDeque<>();
  private @Nullable VrrpCore core;
  private boolean paused;
  private long pausedNanos;
  private long armedNanos = NEVER;
  private boolean waking;

  SimulatedEngine(
      SimulatedNode node,
      VrrpNetwork shell,
      Schedule schedule,
      Referee referee,
      RandomGenerator random) {
    this.node = node;
    this.shell = shell;
    this.schedule = schedule;
    this.referee = referee;
    this.random = random;
  }

  /** The engine's core; null while there is no process. */
  @Nullable VrrpCore core() {
    return core;
  }

  void begin(VrrpCore made) {
    core = made;
  }

  /** Ends the process without sending a packet. */
  void end() {
    core = null;
    paused = false;
    waking = false;
    armedNanos = NEVER;
    requests.clear();
  }

  boolean isRunning() {
    return core != null;
  }

  boolean isAwake() {
    return core != null && !paused;
  }

  boolean isPaused() {
    return core != null && paused;
  }

  void pause() {
    if (core != null && !paused) {
      paused = true;
      pausedNanos = schedule.now();
    }
  }

  long pausedNanos() {
    return pausedNanos;
  }

  void resume() {
    paused = false;
    waking = false;
    armedNanos = NEVER;
    wake();
  }

  /** A packet waits; the thread reads it at once or a little later. */
  void readable() {
    if (isAwake() && !waking) {
      waking = true;
      VrrpCore mine = core;
      schedule.after(
          random.nextBoolean() ? 0 : random.nextLong(2 * MS),
          () -> {
            if (core == mine) {
              waking = false;
              wake();
            }
          });
    }
  }

  /** Another thread sends the engine a request. */
  void tell(Consumer<VrrpCore> request) {
    VrrpCore running = core;
    if (running != null) {
      requests.add(() -> request.accept(running));
      wake();
    }
  }

  /** One round of the engine's thread: packets, requests, and timers that are due. */
  private void wake() {
    VrrpCore running = core;
    if (running == null || paused) {
      return;
    }
    try {
      shell.await(0);
      for (Runnable request = requests.poll(); request != null; request = requests.poll()) {
        request.run();
        fireTimers(running);
      }
      fireTimers(running);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    arm();
    referee.inspect();
  }

  private void fireTimers(VrrpCore running) throws IOException {
    long clock = node.clocks().sinceBootNanos();
    if (clock >= running.nextDeadlineNanos()) {
      shell.await(0);
      running.fireTimers(clock);
    }
  }

  void arm() {
    VrrpCore running = core;
    if (running == null) {
      return;
    }
    long at = running.nextDeadlineNanos() + node.clocks().bootNanos();
    if (at < armedNanos) {
      armedNanos = at;
      schedule.at(
          at + random.nextLong(MS / 2),
          () -> {
            if (core == running && !paused && armedNanos == at) {
              armedNanos = NEVER;
              wake();
            }
          });
    }
  }
}

package org.hactl.track;

import java.time.Duration;
import java.util.Map;
import org.hactl.host.TrackerSpec;
import org.hactl.host.Truth;
import org.hactl.module.command.ScriptCommand;
import org.hactl.module.command.ScriptResult;
import org.hactl.track.TrackSources.ScriptEnd;
import org.hactl.track.TrackSources.ScriptStarter;
import org.jspecify.annotations.Nullable;

/** A tracker that runs a command periodically and judges its exit status. */
final class ScriptTracker extends Tracker {
  private static final long NANOS_PER_MILLI = 1_000_000;

  /** How long to wait for a killed command to end. */
  private static final long GRACE_MILLIS = 3_000;

  private final TrackerSpec.Script spec;
  private final ScriptCommand script;
  private final ScriptStarter scripts;
  private RiseFall state;
  private String failure = "it has not succeeded yet";
  private ScriptStarter.@Nullable StartedScript running;
  private long startedNanos;

  /** When a run was first lost because nothing could run it; null after any other end. */
  private @Nullable Long unreachableNanos;

  private TrackLoop.Timer timer = TrackLoop.Timer.NONE;
  private boolean closed;

  ScriptTracker(TrackerSpec.Script spec, ScriptStarter scripts, TrackLoop loop, Runnable changed) {
    super(spec, loop, changed);
    this.spec = spec;
    this.scripts = scripts;
    this.state = RiseFall.starting(spec.initiallyUp());
    this.script =
        new ScriptCommand(
            spec.command(), Map.of(), spec.user(), Duration.ofMillis(spec.timeoutMillis()));
  }

  @Override
  TrackerSnapshot snapshot() {
    return TrackerSnapshot.of(
        reading(), new TrackerSnapshot.Counted(state.up(), state.run(), failure), null);
  }

  @Override
  void restore(TrackerSnapshot from) {
    super.restore(from);
    TrackerSnapshot.Counted counted = from.counted();
    if (counted != null) {
      state = new RiseFall(counted.up(), counted.run());
      failure = counted.failure();
    }
  }

  @Override
  void start() {
    say(Truth.of(state.up()), state.up() ? "exit 0" : failure, "it has not ended yet");
    tick();
  }

  private void tick() {
    timer = loop().after(spec.intervalMillis() * NANOS_PER_MILLI, this::tick);
    long now = loop().nanos();
    if (running == null) {
      startedNanos = now;
      running = scripts.start(script, end -> loop().execute(() -> ended(end)));
    } else if (now - startedNanos > (spec.timeoutMillis() + GRACE_MILLIS) * NANOS_PER_MILLI) {
      long seconds = (now - startedNanos) / (1_000 * NANOS_PER_MILLI);
      fail("it cannot be killed", "it has run for " + seconds + " s and cannot be killed");
    }
  }

  private void ended(ScriptEnd end) {
    running = null;
    if (closed) {
      return;
    }
    if (!(end instanceof ScriptEnd.Unreachable)) {
      unreachableNanos = null;
    }
    switch (end) {
      case ScriptEnd.Unreachable(String why) -> lost(why);
      case ScriptEnd.NotRun(String why) -> fail(why, why);
      case ScriptEnd.Finished(ScriptResult result) -> {
        String detail = result.text() + " (" + result.took().toMillis() + " ms)";
        if (result.ok()) {
          take(true, detail);
        } else {
          fail(result.timedOut() ? "it ran too long" : "exit " + result.exit(), detail);
        }
      }
    }
  }

  /** An upgrade replaces the helper: a run that is lost then says nothing about what is checked. */
  private void lost(String why) {
    long now = loop().nanos();
    Long since = unreachableNanos;
    if (since == null) {
      unreachableNanos = now;
      say(
          Truth.of(state.up()),
          state.up() ? "exit 0" : failure,
          "its last run does not count: " + why);
    } else if (now - since >= spec.intervalMillis() * NANOS_PER_MILLI) {
      fail(why, why);
    }
  }

  private void fail(String cause, String detail) {
    failure = cause;
    take(false, detail);
  }

  private void take(boolean success, String detail) {
    state = state.step(success, spec.rise(), spec.fall());
    String count = state.run() == 0 ? "" : ", " + state.run() + " in a row";
    say(Truth.of(state.up()), state.up() ? "exit 0" : failure, detail + count);
  }

  /** Kills the running command without waiting for its end. */
  @Override
  public void close() {
    closed = true;
    timer.cancel();
    if (running != null) {
      running.end();
    }
  }

  /** The command that still runs, after {@link #close} killed it; null if there is none. */
  ScriptStarter.@Nullable StartedScript ending() {
    return running;
  }
}

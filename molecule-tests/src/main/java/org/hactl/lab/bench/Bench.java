package org.hactl.lab.bench;

import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.hactl.lab.LabException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Common part of the benchmarks: error output and pauses. */
abstract class Bench implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  /** Measures and prints. */
  abstract void run();

  @Override
  public final Integer call() {
    try {
      run();
      return 0;
    } catch (LabException e) {
      Objects.requireNonNull(spec).commandLine().getErr().println("hactl bench: " + e.getMessage());
      return 1;
    }
  }

  final void print(String format, Object... values) {
    var out = Objects.requireNonNull(spec).commandLine().getOut();
    out.println(String.format(Locale.ROOT, format, values));
    out.flush();
  }

  /** Waits, so that the measured programs can run. */
  static void pause(Duration duration) {
    long end = System.nanoTime() + duration.toNanos();
    for (long left = duration.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
      if (Thread.currentThread().isInterrupted()) {
        throw new LabException("interrupted");
      }
    }
  }
}

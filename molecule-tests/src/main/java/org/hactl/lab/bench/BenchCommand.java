package org.hactl.lab.bench;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Groups the benchmarks. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "BENCHMARK",
    description = "Measures hactl and keepalived in the same run; see docs/performance.md.",
    subcommands = {
      ScaleBench.class,
      FailoverBench.class,
      LatenessBench.class,
      BusyBench.class,
      MemoryBench.class,
      ChecksBench.class,
      CrashBench.class,
      AppliesBench.class,
      ServicesBench.class,
      RaceBench.class
    })
final class BenchCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        Objects.requireNonNull(spec).commandLine(), "a benchmark is missing");
  }
}

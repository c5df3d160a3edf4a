package org.hactl.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The state machine under misfortune; {@code -Dvrrp.seeds=100000} for a long night. */
class SimulationTest {
  private static final long SEEDS = Long.getLong("vrrp.seeds", 300);

  static LongStream seeds() {
    long first = Long.getLong("vrrp.firstSeed", 0);
    return LongStream.range(first, first + SEEDS);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void aSoundNetworkComesToRestWithOneMaster(long seed) {
    Simulation simulation = new Simulation(seed, VirtualRouter::new);
    assertThat(simulation.run())
        .as("seed %d%n%s", seed, String.join("\n", simulation.history()))
        .isNull();
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        mistake("no tie-break by address", NoTieBreak::new),
        mistake("a master never makes way", NeverMakesWay::new),
        mistake("takes over after one interval, not three", Impatient::new),
        mistake("any master stops the down timer", NeverPreempts::new));
  }

  private static Arguments mistake(String what, Function<RouterConfig, VirtualRouter> program) {
    return Arguments.of(Named.of(what, program));
  }

  /** The simulation is worth something only if it finds what is wrong. */
  @ParameterizedTest
  @MethodSource("mistakes")
  void aMistakeIsFound(Function<RouterConfig, VirtualRouter> program) {
    assertThat(LongStream.range(0, SEEDS))
        .anyMatch(seed -> new Simulation(seed, program).run() != null);
  }

  private static final class NoTieBreak extends VirtualRouter {
    NoTieBreak(RouterConfig config) {
      super(config);
    }

    @Override
    boolean outranks(Advertisement heard) {
      return heard.priority() > config().priority();
    }
  }

  private static final class NeverMakesWay extends VirtualRouter {
    NeverMakesWay(RouterConfig config) {
      super(config);
    }

    @Override
    boolean outranks(Advertisement heard) {
      return false;
    }
  }

  private static final class Impatient extends VirtualRouter {
    Impatient(RouterConfig config) {
      super(config);
    }

    @Override
    long masterDownNanos() {
      return master().intervalNanos();
    }
  }

  private static final class NeverPreempts extends VirtualRouter {
    NeverPreempts(RouterConfig config) {
      super(config);
    }

    @Override
    boolean accepts(Advertisement heard, long nowNanos) {
      return true;
    }
  }
}

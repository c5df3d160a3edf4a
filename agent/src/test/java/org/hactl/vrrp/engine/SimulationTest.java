package org.hactl.vrrp.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.protocol.VirtualRouter;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The engine in random networks with faults; {@code -Dvrrp.seeds=100000} runs for a night. A
 * failure names its seed N, which {@code -Dvrrp.firstSeed=N -Dvrrp.seeds=1} replays.
 */
class SimulationTest {
  private static final long SEEDS = Long.getLong("vrrp.seeds", 2_000);
  private static final long FIRST = Long.getLong("vrrp.firstSeed", 0);

  /** More seeds than needed to find each of the mistakes. */
  private static final long SEEDS_FOR_A_MISTAKE = 5_000;

  @Test
  void aSoundNetworkHasOneMaster() {
    Program right = new Program();
    Queue<Long> failed = new ConcurrentLinkedQueue<>();
    LongStream.range(FIRST, FIRST + SEEDS)
        .parallel()
        .forEach(seed -> {
          if (new Simulation(seed, right).run() != null) {
            failed.add(seed);
          }
        });
    assertThat(failed).as(() -> story(failed, right)).isEmpty();
  }

  /** The events of the first failed seed, from a second run of it. */
  private static String story(Queue<Long> failed, Program program) {
    Simulation again = new Simulation(failed.element(), program).recording();
    String violation = again.run();
    return "seed %d%n%s%n%s"
        .formatted(failed.element(), String.join("\n", again.history()), violation);
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        mistake("no tie-break by address", WrongRouters.NoTieBreak::new),
        mistake("a master never makes way", WrongRouters.NeverMakesWay::new),
        mistake("takes over after one interval, not three", WrongRouters.Impatient::new),
        mistake("any master stops the down timer", WrongRouters.NeverPreempts::new),
        mistake("preempts in spite of nopreempt", WrongRouters.AlwaysPreempts::new),
        mistake("forgets preempt_delay", WrongRouters.PreemptsAtOnce::new),
        mistake("goes on as master after a pause", WrongRouters.SpeaksFirst::new),
        mistake("resumes whatever the time", WrongRouters.AlwaysResumes::new),
        mistake("compares with the configured priority", WrongRouters.ComparesConfigured::new),
        mistake("a link that comes up ends every fault", WrongRouters.ForgetsFaults::new),
        mistake("hands over without waiting for another master", WrongRouters.LeavesAtOnce::new),
        mistake("advertises while it hands over", WrongRouters.SpeaksOn::new),
        Arguments.of(
            Named.of(
                "a member makes way alone", Program.withGroups(WrongRouters.AloneGroups::new))),
        Arguments.of(
            Named.of(
                "a member's fault is its own",
                Program.withGroups(WrongRouters.UnsharedGroups::new))),
        Arguments.of(
            Named.of("accepts a wrong checksum", new WrongRouterFactory.AcceptsDamagedPackets())),
        Arguments.of(
            Named.of("accepts a replayed packet", new WrongRouterFactory.AcceptsReplays())),
        Arguments.of(
            Named.of(
                "takes a crossing packet for a replay",
                new WrongRouterFactory.RejectsCrossingPackets())),
        Arguments.of(
            Named.of(
                "an interface event reaches only one router",
                new WrongRouterFactory.NotifiesOneRouter())),
        Arguments.of(
            Named.of(
                "packets leave only at the next wake-up", new WrongRouterFactory.SendsLate())));
  }

  private static Arguments mistake(String what, Function<RouterConfig, VirtualRouter> router) {
    return Arguments.of(Named.of(what, Program.withMachine(router)));
  }

  /** The simulation proves something only if it finds known mistakes. */
  @ParameterizedTest
  @MethodSource("mistakes")
  void aMistakeInTheEngineIsFound(Program program) {
    assertThat(LongStream.range(0, SEEDS_FOR_A_MISTAKE))
        .anyMatch(seed -> new Simulation(seed, program).run() != null);
  }
}

package org.hactl.bfd.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.bfd.engine.BfdSimulation.MILLI;
import static org.hactl.bfd.engine.BfdSimulation.SECOND;

import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.hactl.bfd.model.BfdConfig;
import org.hactl.bfd.model.BfdState;
import org.hactl.bfd.protocol.BfdFixtures;
import org.hactl.bfd.protocol.BfdSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Rules that hold for every pair of sessions that talk to each other. A failed test names its seed.
 */
class BfdSimulationTest {
  /**
   * Enough for the slow start: one second until the neighbour hears the session, one until the
   * session hears the answer, and one of delay.
   */
  private static final long COMES_UP_NANOS = 5 * SECOND;

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  private static BfdConfig anyConfig(SplittableRandom random) {
    return BfdFixtures.session(
        random.nextInt(10, 400), random.nextInt(10, 400), random.nextInt(2, 6));
  }

  private static BfdSimulation anySimulation(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    BfdSimulation simulation = new BfdSimulation(seed, anyConfig(random), anyConfig(random));
    simulation.goodLink(3 * MILLI);
    return simulation;
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void goodLinkStaysUpThroughAnyChangeOfTimers(long seed) {
    BfdSimulation simulation = anySimulation(seed);
    simulation.run(COMES_UP_NANOS);
    assertThat(simulation.bothUp()).isTrue();
    for (int change = 0; change < 20; change++) {
      int index = simulation.random().nextInt(2);
      simulation.reconfigure(index, anyConfig(simulation.random()));
      simulation.run(simulation.random().nextLong(600 * MILLI));
      assertThat(simulation.downs()).isZero();
    }
    simulation.run(5 * SECOND);
    assertThat(simulation.bothUp()).isTrue();
    assertThat(simulation.downs()).isZero();
    // The other end expects packets at the interval at which this end sends.
    for (int index = 0; index < 2; index++) {
      BfdSession from = simulation.session(index);
      BfdSession to = simulation.session(1 - index);
      assertThat(from.isPolling()).isFalse();
      assertThat(to.detectionNanos())
          .isEqualTo(from.sendIntervalNanos() * from.config().timing().multiplier());
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void cutLinkIsNoticedInTheDetectionTimeAndHealsAgain(long seed) {
    BfdSimulation simulation = anySimulation(seed);
    simulation.run(COMES_UP_NANOS + simulation.random().nextLong(SECOND));
    for (int round = 0; round < 3; round++) {
      long detection =
          Math.max(simulation.session(0).detectionNanos(), simulation.session(1).detectionNanos());
      simulation.cut(true);
      simulation.run(detection);
      assertThat(simulation.session(0).state()).isNotEqualTo(BfdState.UP);
      assertThat(simulation.session(1).state()).isNotEqualTo(BfdState.UP);
      simulation.run(simulation.random().nextLong(10 * SECOND));
      simulation.cut(false);
      simulation.run(COMES_UP_NANOS + 5 * SECOND);
      assertThat(simulation.bothUp()).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void restartedNeighbourIsNoticedAndComesUpAgain(long seed) {
    BfdSimulation simulation = anySimulation(seed);
    simulation.run(COMES_UP_NANOS);
    int before = simulation.downs();
    simulation.restart(1);
    simulation.run(2 * COMES_UP_NANOS);
    assertThat(simulation.downs()).isEqualTo(before + 1);
    assertThat(simulation.bothUp()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void lossyLinkComesUpInTheEnd(long seed) {
    BfdSimulation simulation = anySimulation(seed);
    simulation.badLink(0.4, 200 * MILLI);
    for (int change = 0; change < 30; change++) {
      simulation.run(simulation.random().nextLong(2 * SECOND));
      if (simulation.random().nextInt(10) == 0) {
        simulation.restart(simulation.random().nextInt(2));
      } else {
        simulation.reconfigure(simulation.random().nextInt(2), anyConfig(simulation.random()));
      }
    }
    simulation.goodLink(3 * MILLI);
    simulation.run(20 * SECOND);
    int downs = simulation.downs();
    assertThat(simulation.bothUp()).isTrue();
    simulation.run(20 * SECOND);
    assertThat(simulation.downs()).isEqualTo(downs);
    assertThat(simulation.bothUp()).isTrue();
  }

  @Test
  void singleLossDoesNotTakeTheSessionDownIfTheMultiplierAllowsIt() {
    BfdSimulation simulation =
        new BfdSimulation(1, BfdFixtures.session(50, 50, 3), BfdFixtures.session(50, 50, 3));
    simulation.goodLink(3 * MILLI);
    simulation.run(COMES_UP_NANOS);
    for (int round = 0; round < 200; round++) {
      simulation.cut(true);
      // In this time each side sends at most one packet.
      simulation.run(35 * MILLI);
      simulation.cut(false);
      simulation.run(300 * MILLI);
    }
    assertThat(simulation.downs()).isZero();
  }
}

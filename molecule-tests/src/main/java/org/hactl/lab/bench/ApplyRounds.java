package org.hactl.lab.bench;

/**
 * Which site each of a row of applies has: a number that is part of an address. Every fifth apply
 * has the site of the one before it, so that it changes nothing.
 */
final class ApplyRounds {
  private static final int EVERY = 5;
  private static final int STEPS = 250;

  private ApplyRounds() {}

  /** The number of a round, counted from 0: 1 to 250. */
  static int step(int round) {
    return 1 + (round - round / EVERY) % STEPS;
  }

  /** Another number than this one. */
  static int next(int step) {
    return 1 + step % STEPS;
  }

  /** Whether a round after the first changes something. */
  static boolean changes(int round) {
    return step(round) != step(round - 1);
  }
}

package org.hactl.site.model;

import java.time.Duration;
import java.util.List;

/**
 * How an apply goes through the site.
 *
 * @param batch how many real servers are disturbed at once: the first batch, the second, ...; the
 *     last size is that of all further ones
 * @param pause the time between two waves
 * @param maxFailures how many hosts may fail before the run ends; the run then goes back
 * @param drain whether real servers are drained before their software restarts
 * @param drainMax how long their connections may take to end
 */
public record RolloutPolicy(
    List<BatchSize> batch, Duration pause, int maxFailures, boolean drain, Duration drainMax) {
  public static final RolloutPolicy DEFAULT =
      new RolloutPolicy(
          List.of(new BatchSize(1, false), new BatchSize(25, true)),
          Duration.ZERO,
          1,
          false,
          Duration.ofMinutes(2));

  public RolloutPolicy {
    batch = List.copyOf(batch);
  }

  /** The same with a drain. */
  public RolloutPolicy withDrain() {
    return new RolloutPolicy(batch, pause, maxFailures, true, drainMax);
  }

  /** The same without a drain. */
  public RolloutPolicy withoutDrain() {
    return new RolloutPolicy(batch, pause, maxFailures, false, drainMax);
  }

  /** A number of hosts, or a part of all that are disturbed. */
  public record BatchSize(int amount, boolean percent) {
    @Override
    public String toString() {
      return percent ? amount + "%" : Integer.toString(amount);
    }

    /** The number of hosts out of so many, at least 1. */
    public int of(int hosts) {
      return Math.max(1, percent ? Math.ceilDiv(hosts * amount, 100) : amount);
    }
  }

  /** The size of a batch; the first one is 0. */
  public BatchSize size(int number) {
    return batch.get(Math.min(number, batch.size() - 1));
  }
}

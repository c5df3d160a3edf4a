package org.hactl.host;

import java.util.List;
import org.hactl.host.VirtualServiceSpec.RealServerSpec;

/**
 * How a real server that recovers, is new or is not drained any more comes to its weight.
 *
 * @param overMillis how long it takes
 * @param fromPercent with how much of its weight it begins
 */
public record SlowStart(long overMillis, int fromPercent) {
  public static final int FULL_PERCENT = 100;

  /** Each step costs a pass over IPVS. */
  private static final int MAX_STEPS = 20;

  private static final int MIN_STEP_MILLIS = 1_000;

  /** The kernel's weights are whole numbers; of a smaller one some steps would be equal. */
  private static final int STEPPED_WEIGHT = 20;

  /** IPVS takes no greater one from its usual tools. */
  public static final int MAX_KERNEL_WEIGHT = 65_535;

  /** The part of the weight after this time, in whole percent. */
  public int percentAt(long ageMillis) {
    if (ageMillis >= overMillis) {
      return FULL_PERCENT;
    }
    long steps = Math.clamp(overMillis / MIN_STEP_MILLIS, 1, MAX_STEPS);
    long done = Math.max(0, ageMillis) * steps / overMillis;
    return fromPercent + Math.toIntExact((FULL_PERCENT - fromPercent) * done / steps);
  }

  /**
   * By what the weights of all real servers of a service are multiplied in IPVS, so that the
   * smallest can grow in steps. What they are to each other stays.
   */
  public static int factor(List<RealServerSpec> realServers) {
    return factorOf(realServers.stream().map(RealServerSpec::weight).toList());
  }

  /** Likewise, of these weights. */
  public static int factorOf(List<Integer> weights) {
    int smallest =
        weights.stream()
            .mapToInt(Integer::intValue)
            .filter(weight -> weight > 0)
            .min()
            .orElse(STEPPED_WEIGHT);
    return Math.max(1, Math.ceilDiv(STEPPED_WEIGHT, smallest));
  }

  /** This part of a weight; never 0 of one that is not. */
  public static int part(int weight, int percent) {
    return weight == 0 ? 0 : Math.max(1, Math.round(weight * (float) percent / FULL_PERCENT));
  }
}

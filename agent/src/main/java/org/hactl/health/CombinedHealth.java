package org.hactl.health;

import java.util.Iterator;
import java.util.List;
import org.hactl.host.CheckSpec;

/** The health that many checks together give. Pure. */
final class CombinedHealth {
  private CombinedHealth() {}

  /**
   * @param parts the health by each single part of the check, in their order
   */
  static RealServerHealth of(CheckSpec check, List<RealServerHealth> parts) {
    return of(check, parts.iterator());
  }

  private static RealServerHealth of(CheckSpec check, Iterator<RealServerHealth> parts) {
    return switch (check) {
      case CheckSpec.All all ->
          combined(all.checks(), parts, RealServerHealth.UNHEALTHY, RealServerHealth.HEALTHY);
      case CheckSpec.Any any ->
          combined(any.checks(), parts, RealServerHealth.HEALTHY, RealServerHealth.UNHEALTHY);
      default -> parts.next();
    };
  }

  /**
   * @param one what a single check decides alone
   * @param every what takes all checks
   */
  private static RealServerHealth combined(
      List<CheckSpec> checks,
      Iterator<RealServerHealth> parts,
      RealServerHealth one,
      RealServerHealth every) {
    // Each check is looked at, so that the next one finds its own parts.
    List<RealServerHealth> each = checks.stream().map(check -> of(check, parts)).toList();
    if (each.contains(one)) {
      return one;
    }
    return each.stream().allMatch(every::equals) ? every : RealServerHealth.UNKNOWN;
  }
}

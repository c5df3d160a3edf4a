package org.hactl.health;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hactl.health.probe.CheckResult;
import org.hactl.health.probe.Checker;
import org.hactl.health.probe.Means;
import org.hactl.health.probe.SocketSource;
import org.hactl.health.wire.Deadline;
import org.hactl.host.CheckSpec;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.host.VirtualServiceSpec.RealServerSpec;

/**
 * The result of one try of a service's own check against the VIP. Of a list, each check is tried
 * that asks the service's own address. If there is none, the try opens a connection.
 *
 * @param detail the answer, or the step that failed and the error; of many checks, that of each
 */
public record ServiceTry(boolean success, String detail) {
  private static final CheckSpec CONNECT =
      new CheckSpec.Tcp(null, new CheckSpec.Timing(1_000, 3_000, 1, 1));

  /** A way to the VIP. */
  @FunctionalInterface
  public interface Way<E extends Exception> {
    /** Tries a single check, with {@link #once}. */
    CheckResult attempt(CheckSpec check) throws E;
  }

  /** Tries each check, one after the other. */
  public static <E extends Exception> ServiceTry of(VirtualServiceSpec service, Way<E> way)
      throws E {
    CheckSpec check =
        Optional.ofNullable(service.check()).flatMap(ServiceTry::asking).orElse(CONNECT);
    List<CheckSpec> parts = check.parts();
    List<RealServerHealth> health = new ArrayList<>();
    List<String> said = new ArrayList<>();
    for (CheckSpec part : parts) {
      CheckResult result = way.attempt(part);
      health.add(result.success() ? RealServerHealth.HEALTHY : RealServerHealth.UNHEALTHY);
      String name = CheckTarget.name(part, said.size(), parts.size());
      said.add(parts.size() == 1 ? result.detail() : name + ": " + result.detail());
    }
    return new ServiceTry(
        CombinedHealth.of(check, health) == RealServerHealth.HEALTHY, String.join("; ", said));
  }

  /**
   * Tries a single check. An error of the other side is a result and not an exception.
   *
   * @param sockets one is enough
   * @throws IllegalArgumentException if the service's address is not an IP address
   */
  public static CheckResult once(
      VirtualServiceSpec service, CheckSpec check, SocketSource sockets) {
    VirtualServiceSpec toVip =
        service.toBuilder()
            .check(check)
            .realServers(List.of(new RealServerSpec("vip", service.address(), service.port(), 1)))
            .build();
    CheckTarget target = CheckTarget.of(List.of(toVip)).values().iterator().next();
    try (Means means = Means.withoutScripts(sockets)) {
      return Checker.of(target.aims().getFirst().byRoute(), means)
          .check(new Deadline(System::nanoTime, check.timing().timeoutMillis()));
    }
  }

  /** What of a check asks the service's own address. */
  private static Optional<CheckSpec> asking(CheckSpec check) {
    return switch (check) {
      case CheckSpec.All all -> some(all.checks()).<CheckSpec>map(CheckSpec.All::new);
      case CheckSpec.Any any -> some(any.checks()).<CheckSpec>map(CheckSpec.Any::new);
      case CheckSpec.Script _, CheckSpec.WeightFile _, CheckSpec.Bfd _ -> Optional.empty();
      default -> Optional.of(check).filter(each -> each.at().address() == null);
    };
  }

  private static Optional<List<CheckSpec>> some(List<CheckSpec> checks) {
    return Optional.of(checks.stream().flatMap(each -> asking(each).stream()).toList())
        .filter(asking -> !asking.isEmpty());
  }
}

package org.hactl.health;

import java.util.List;
import java.util.stream.Stream;
import org.hactl.health.probe.CheckResult;
import org.hactl.health.probe.Checker;
import org.hactl.health.probe.Means;
import org.hactl.health.probe.SocketSource;
import org.hactl.health.wire.Deadline;
import org.hactl.host.CheckSpec;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.host.VirtualServiceSpec.RealServerSpec;

/**
 * The result of one try of a service's own check, or the first of many, against the VIP. If the
 * service has no check, the try opens a connection.
 *
 * @param detail the answer, or the step that failed and the error
 */
public record ServiceTry(boolean success, String detail) {
  private static final CheckSpec.Timing TIMING = new CheckSpec.Timing(1_000, 3_000, 1, 1);

  /**
   * Tries the service. An error of the other side is a result and not an exception.
   *
   * @throws IllegalArgumentException if the service's address is not an IP address
   */
  public static ServiceTry of(VirtualServiceSpec service, SocketSource sockets) {
    CheckSpec check = check(service);
    VirtualServiceSpec toVip =
        service.toBuilder()
            .check(check)
            .realServers(List.of(new RealServerSpec("vip", service.address(), service.port(), 1)))
            .build();
    CheckTarget target = CheckTarget.of(List.of(toVip)).values().iterator().next();
    try (Means means = Means.withoutScripts(sockets)) {
      CheckResult result =
          Checker.of(target.aims().getFirst().byRoute(), means)
              .check(new Deadline(System::nanoTime, check.timing().timeoutMillis()));
      return new ServiceTry(result.success(), result.detail());
    }
  }

  /** The first check that asks the service's own address; the sockets may allow one try alone. */
  private static CheckSpec check(VirtualServiceSpec service) {
    CheckSpec check = service.check();
    return (check == null ? Stream.<CheckSpec>empty() : check.parts().stream())
        .filter(part -> part.at().address() == null)
        .findFirst()
        .orElseGet(() -> new CheckSpec.Tcp(null, TIMING));
  }
}

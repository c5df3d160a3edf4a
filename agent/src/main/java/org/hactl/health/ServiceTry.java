package org.hactl.health;

import java.util.List;
import org.hactl.host.CheckSpec;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.host.VirtualServiceSpec.RealServerSpec;

/**
 * A service's own check, tried once against the VIP itself; where the service has none, whether a
 * connection can be opened.
 *
 * @param detail what was answered, or at which step what went wrong
 */
public record ServiceTry(boolean success, String detail) {
  private static final CheckSpec.Timing TIMING = new CheckSpec.Timing(1_000, 3_000, 1, 1);

  /**
   * Tries; what the other side does is a result.
   *
   * @throws IllegalArgumentException if the service's address is not an IP address
   */
  public static ServiceTry of(VirtualServiceSpec service, SocketSource sockets) {
    CheckSpec check = service.check() == null ? new CheckSpec.Tcp(null, TIMING) : service.check();
    VirtualServiceSpec toVip =
        service.toBuilder()
            .check(check)
            .realServers(List.of(new RealServerSpec("vip", service.address(), service.port(), 1)))
            .build();
    CheckTarget target = CheckTarget.of(List.of(toVip)).values().iterator().next();
    CheckResult result =
        Checker.of(target, sockets)
            .check(new Deadline(System::nanoTime, check.timing().timeoutMillis()));
    return new ServiceTry(result.success(), result.detail());
  }
}

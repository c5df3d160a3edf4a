package org.hactl.agent.status;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.hactl.health.ServiceHealth;
import org.hactl.host.Holds;
import org.hactl.host.HostState;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.host.VirtualServiceSpec.RealServerSpec;
import org.hactl.module.Digests;
import org.jspecify.annotations.Nullable;

/**
 * What the virtual services of a host are, in a few bytes: equal on hosts of which a whole status
 * would show the same services with the same real servers. Pure.
 */
final class ServicesDigest {
  private static final Comparator<RealServerSpec> ORDER =
      Comparator.comparing(RealServerSpec::host)
          .thenComparing(RealServerSpec::address)
          .thenComparingInt(RealServerSpec::port);

  private ServicesDigest() {}

  /**
   * Empty if there is more to tell: a real server is not healthy, or an operator holds something.
   *
   * @param counts the health of the real servers of a service; null if it is not known
   */
  static Optional<String> of(
      HostState state, Function<String, @Nullable ServiceHealth> counts, Holds holds) {
    if (!holds.held().isEmpty()) {
      return Optional.empty();
    }
    List<VirtualServiceSpec> services =
        state.virtualServices().stream()
            .sorted(Comparator.comparing(VirtualServiceSpec::name))
            .toList();
    StringBuilder text = new StringBuilder();
    for (VirtualServiceSpec service : services) {
      ServiceHealth health = counts.apply(service.name());
      if (health == null || health.unhealthy() > 0) {
        return Optional.empty();
      }
      text.append(service.name())
          .append(' ')
          .append(service.key())
          .append(' ')
          .append(service.scheduler())
          .append(' ')
          .append(service.forward());
      service.realServers().stream()
          .sorted(ORDER)
          .forEach(server ->
              text.append(' ')
                  .append(server.host())
                  .append(' ')
                  .append(server.address())
                  .append(' ')
                  .append(server.port())
                  .append(server.own() == null ? "" : " " + server.own()));
      text.append('\n');
    }
    return Optional.of(Digests.sha256(text.toString()));
  }
}

package org.hactl.cli.text;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.hactl.api.RealServerView;
import org.hactl.api.RealServerView.Health;
import org.hactl.api.ServiceView;

/** The line of a service whose new check is on trial. */
final class TrialText {
  private TrialText() {}

  /** Empty if no check is on trial. */
  static String of(ServiceView service) {
    List<RealServerView> tried =
        service.realServers().stream().filter(each -> each.trial() != null).toList();
    if (tried.isEmpty()) {
      return "";
    }
    String rest =
        tried.stream()
            .filter(each -> health(each) != Health.HEALTHY)
            .map(each -> each.host() + ": " + Objects.requireNonNull(each.trial()).detail())
            .collect(Collectors.joining("; "));
    return Printable.text(
            "    on trial: %d of %d healthy by the new check%s"
                .formatted(
                    tried.stream().filter(each -> health(each) == Health.HEALTHY).count(),
                    tried.size(),
                    rest.isEmpty() ? "" : " (" + rest + ")"))
        + "\n";
  }

  private static Health health(RealServerView server) {
    return Objects.requireNonNull(server.trial()).health();
  }
}

package org.hactl.site.shape;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hactl.host.MetricsPolicy;
import org.hactl.linux.net.InetAddresses;
import org.hactl.yaml.Fields;
import org.hactl.yaml.Shape;

/** {@code metrics}: the port where each agent answers Prometheus. */
public final class MetricsShape {
  private static final Pattern LISTEN = Pattern.compile("(?:\\[(.+)]|([^:]+)):([0-9]{1,5})");

  public static final Shape<MetricsPolicy> SHAPE = metrics();

  private MetricsShape() {}

  private static Shape<MetricsPolicy> metrics() {
    Fields f = new Fields("Metrics for Prometheus; without this key no TCP port is opened");
    var listen =
        f.required(
            "listen",
            Shapes.parsed(
                "an address and port such as 127.0.0.1:9650 or [::1]:9650", MetricsShape::parse),
            "Address and port where each agent answers Prometheus at /metrics, without a password: 127.0.0.1:9650");
    return f.into(v -> v.get(listen));
  }

  private static Optional<MetricsPolicy> parse(String text) {
    Matcher parts = LISTEN.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    String address = parts.group(1) == null ? parts.group(2) : parts.group(1);
    int port = Integer.parseInt(parts.group(3));
    try {
      return port < 1 || port > 65_535
          ? Optional.empty()
          : Optional.of(
              new MetricsPolicy(InetAddresses.format(InetAddresses.parse(address)), port));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}

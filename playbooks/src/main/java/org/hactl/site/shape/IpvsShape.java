package org.hactl.site.shape;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hactl.module.ipvs.IpvsTimeoutResource;
import org.hactl.module.ipvs.IpvsTimeoutResource.State;
import org.hactl.site.model.IpvsSettings;
import org.hactl.yaml.Fields;
import org.hactl.yaml.Key;
import org.hactl.yaml.Shape;
import org.hactl.yaml.Values;

/** {@code ipvs}: what all virtual services of a director share. */
public final class IpvsShape {
  private static final Shape<Duration> TIME =
      // The kernel counts in jiffies: ip_vs_set_timeout refuses more than INT_MAX of them.
      Shape.duration(Duration.ofSeconds(1), Duration.ofDays(24))
          .check(time -> {
            if (time.toNanos() % 1_000_000_000L != 0) {
              throw new IllegalArgumentException("IPVS counts timeouts in whole seconds");
            }
          });

  public static final Shape<IpvsSettings> SHAPE = shape();

  private IpvsShape() {}

  private static Shape<IpvsSettings> shape() {
    Fields f = new Fields("What all virtual services of a director share");
    var timeouts =
        f.optional(
            "timeouts",
            timeouts(),
            List.of(),
            "How long directors keep the entry of a connection that has no packets");
    var sync =
        f.optional(
            "sync",
            ConnectionSyncShape.SHAPE,
            "Connection sync: each director gives its connections to the others, so that they"
                + " survive a failover");
    return f.into(v -> new IpvsSettings(v.get(timeouts), v.get(sync).flatMap(given -> given)));
  }

  private static Shape<List<IpvsTimeoutResource>> timeouts() {
    Fields f = new Fields("How long directors keep the entry of a connection that has no packets");
    var tcp = f.optional("tcp", TIME, "Of an established TCP connection, in whole seconds");
    var tcpfin = f.optional("tcpfin", TIME, "Of a TCP connection after a FIN, in whole seconds");
    var udp = f.optional("udp", TIME, "Of a UDP flow, in whole seconds");
    return f.into(v -> {
      List<IpvsTimeoutResource> all = new ArrayList<>();
      add(v, tcp, State.TCP, all);
      add(v, tcpfin, State.TCPFIN, all);
      add(v, udp, State.UDP, all);
      return List.copyOf(all);
    });
  }

  private static void add(
      Values values, Key<Optional<Duration>> key, State state, List<IpvsTimeoutResource> all) {
    values
        .get(key)
        .ifPresent(time -> all.add(new IpvsTimeoutResource(state, (int) time.toSeconds())));
  }
}

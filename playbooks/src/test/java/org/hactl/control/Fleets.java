package org.hactl.control;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hactl.control.host.HostTarget;
import org.hactl.control.image.RuntimeImages;
import org.hactl.ssh.SshEndpoint;

/** Fleets of agents in memory. */
public final class Fleets {
  private Fleets() {}

  /** These hosts, without an image to install. */
  static Fleet of(Map<String, FakeAgent> agents) {
    return of(agents, false);
  }

  /** Likewise, with sudo. */
  public static Fleet ofSudo(Map<String, FakeAgent> agents) {
    return of(agents, true);
  }

  private static Fleet of(Map<String, FakeAgent> agents, boolean become) {
    Path none = Path.of("none");
    Map<String, HostTarget> targets =
        agents.keySet().stream()
            .collect(
                Collectors.toMap(
                    host -> host,
                    host ->
                        new HostTarget(
                            host,
                            Optional.of(
                                new SshEndpoint(host, 22, Optional.of("root"), Optional.empty())),
                            become)));
    return new Fleet(
        targets,
        target -> Objects.requireNonNull(agents.get(target.host())),
        new RuntimeImages(none, none, none),
        FakeAgent.PROTOCOL,
        10,
        Duration.ofSeconds(60));
  }
}

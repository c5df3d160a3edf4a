package org.hactl.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.hactl.api.Protocol;
import org.hactl.cli.option.DurationConverter;
import org.hactl.cli.option.SharedSettings;
import org.hactl.control.Fleet;
import org.hactl.control.host.HostTarget;
import org.hactl.control.host.LinkOpener;
import org.hactl.host.HostJson;
import org.hactl.host.Kinds;
import org.hactl.ssh.SshConnector;
import org.hactl.ssh.SshSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options for reaching the hosts. */
final class SshOptions {
  private static final int FORKS = 50;

  @Option(
      names = {"-u", "--user"},
      paramLabel = "NAME",
      description = "The SSH user, where the inventory names none.")
  private @Nullable String user;

  @Option(
      names = {"--private-key", "--key-file"},
      paramLabel = "FILE",
      description =
          "The SSH key, where the inventory names none (default: $HACTL_PRIVATE_KEY, or those in"
              + " ~/.ssh).")
  private @Nullable Path privateKey;

  @Option(
      names = "--known-hosts",
      paramLabel = "FILE",
      description =
          "The file of known host keys (default: $HACTL_KNOWN_HOSTS, or those that ssh uses).")
  private @Nullable Path knownHosts;

  @Option(
      names = "--accept-new-host-keys",
      description =
          "Trust the keys of new hosts and add them to the known hosts; a changed key is still"
              + " refused.")
  private boolean acceptNewHostKeys;

  @Option(
      names = "--connect-timeout",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "Longest wait for a connection (default: 20s).")
  private @Nullable Duration connectTimeout;

  @Option(
      names = {"-f", "--forks"},
      paramLabel = "N",
      description = "Number of hosts at the same time (default: 50).")
  private @Nullable Integer forks;

  Optional<String> user() {
    return Optional.ofNullable(user).or(shared()::user);
  }

  Fleet fleet(Map<String, HostTarget> targets, Duration confirmWithin) {
    return new Fleet(
        targets,
        LinkOpener.over(new SshConnector(settings())),
        Installation.current().runtimeImages(),
        protocol(),
        forks == null ? shared().forks().orElse(FORKS) : forks,
        confirmWithin);
  }

  /** The line form of what is said to agents. */
  static Protocol protocol() {
    return new Protocol(HostJson.mapper(Kinds.namedTypes()));
  }

  private static SharedSettings shared() {
    return SharedSettings.ofThisProcess();
  }

  private SshSettings settings() {
    Path home = Path.of(System.getProperty("user.home", "/"), ".ssh");
    Optional<Path> known =
        Optional.ofNullable(knownHosts)
            .or(() -> Optional.ofNullable(System.getenv("HACTL_KNOWN_HOSTS")).map(Path::of));
    return new SshSettings(
        home,
        known,
        acceptNewHostKeys || !shared().checksHostKeys(),
        Optional.ofNullable(privateKey)
            .or(() -> Optional.ofNullable(System.getenv("HACTL_PRIVATE_KEY")).map(Path::of))
            .or(shared()::privateKey),
        Optional.ofNullable(System.getenv("SSH_AUTH_SOCK")).filter(s -> !s.isEmpty()).map(Path::of),
        System.getProperty("user.name", "root"),
        Optional.ofNullable(connectTimeout)
            .or(shared()::connectTimeout)
            .orElse(SshSettings.CONNECT_TIMEOUT),
        SshSettings.KEEP_ALIVE);
  }
}

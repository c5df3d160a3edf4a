package org.hactl.lab.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.hactl.api.Event;
import org.hactl.api.Event.GenerationChanged.Step;
import org.hactl.api.HostStatus;
import org.hactl.api.HostStatus.Convergence;
import org.hactl.api.Protocol;
import org.hactl.cli.Installation;
import org.hactl.control.AgentQueries;
import org.hactl.control.AgentQueries.Answer;
import org.hactl.control.Applier;
import org.hactl.control.ControlException;
import org.hactl.control.Fleet;
import org.hactl.control.HostResult;
import org.hactl.control.SiteLoader;
import org.hactl.control.SiteProblems;
import org.hactl.control.SiteRequest;
import org.hactl.control.VersionToApply;
import org.hactl.control.host.LinkOpener;
import org.hactl.control.image.RuntimeImages;
import org.hactl.host.HostJson;
import org.hactl.host.HostState;
import org.hactl.host.Kinds;
import org.hactl.lab.LabException;
import org.hactl.ssh.SshConnector;
import org.hactl.ssh.SshSettings;

/**
 * The control node of {@link SshHosts}: each apply reads the site and reaches the hosts as {@code
 * hactl apply} does. A {@link LabException} tells of the first thing that is not as it should be,
 * with what the control node said and what the hosts logged.
 */
final class ApplyLoop {
  private static final int EVENTS = 5_000;

  private final SshHosts hosts;
  private final Duration confirmWithin;
  private final Protocol protocol = new Protocol(HostJson.mapper(Kinds.namedTypes()));
  private final RuntimeImages images = Installation.current().runtimeImages();
  private final AtomicInteger connections = new AtomicInteger();
  private long sinceMillis = System.currentTimeMillis();

  ApplyLoop(SshHosts hosts, Duration confirmWithin) {
    this.hosts = hosts;
    this.confirmWithin = confirmWithin;
  }

  /**
   * What an apply was.
   *
   * @param took for all hosts together
   * @param connections how many were opened
   * @param lost whether one ended during the apply and the agent was asked over another
   * @param sentAgain whether the agent had not got the request
   */
  record Applied(
      List<HostResult> results,
      Map<String, HostState> states,
      Duration took,
      int connections,
      boolean lost,
      boolean sentAgain,
      String said) {}

  /** Installs and starts the agents. */
  void install(int step) {
    Applied _ = apply(step, _ -> {}, (_, _) -> Optional.empty());
  }

  /** Applies without any disturbance, which must need no connection more than it has to. */
  Applied plain(int step, boolean changes) {
    int opened = SshHosts.HOSTS.size() * (changes ? 2 : 1);
    return apply(
        step,
        _ -> {},
        (witness, applied) ->
            witness
                .complaint(applied.results(), changes)
                .or(() ->
                    applied.connections() == opened && !applied.lost()
                        ? Optional.empty()
                        : Optional.of(
                            "%d connections were opened, not %d"
                                .formatted(applied.connections(), opened))));
  }

  /** Applies while a connection of one host is cut; the result must be in force and confirmed. */
  Applied cut(int step, String host, ConnectionCut cut) {
    return apply(
        step,
        applying -> {
          if (applying.equals(host)) {
            cut.begin();
          }
        },
        (witness, applied) -> {
          int _ = cut.end();
          return witness
              .complaint(applied.results(), true)
              .or(() -> inForce(applied))
              .or(() ->
                  hosts.has(host, SshHosts.address(Integer.toString(step)))
                      ? Optional.empty()
                      : Optional.of("the address of step %d is not on %s".formatted(step, host)));
        });
  }

  /** What every host must still say when the time for a confirmation is over. */
  void requireNothingRolledBack() {
    AgentQueries queries = new AgentQueries(fleet(load(1)));
    long since = sinceMillis;
    sinceMillis = System.currentTimeMillis();
    for (Answer<List<Event>> answer : queries.events(SshHosts.names(), EVENTS, since)) {
      List<Event> events = answer.value();
      if (events == null) {
        throw new LabException("%s does not answer: %s".formatted(answer.host(), answer.failure()));
      }
      for (Event event : events) {
        if (event instanceof Event.GenerationChanged change && change.step() == Step.ROLLED_BACK) {
          throw new LabException(
              "%s rolled back: %s\n%s".formatted(answer.host(), change, hosts.logs(answer.host())));
        }
      }
    }
  }

  /** What is right about an apply's results; empty if all is. */
  private interface Judge {
    Optional<String> complaint(ApplyWitness witness, Applied applied);
  }

  private Applied apply(int step, Consumer<String> applying, Judge judge) {
    ApplyWitness witness = new ApplyWitness(applying);
    connections.set(0);
    long began = System.nanoTime();
    SiteLoader.Loaded loaded = load(step);
    List<HostResult> results = results(loaded, witness);
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    Applied applied =
        new Applied(
            results,
            loaded.states(),
            took,
            connections.get(),
            witness.lostOne(),
            witness.sentAgain(),
            witness.text());
    judge
        .complaint(witness, applied)
        .ifPresent(complaint -> {
          throw new LabException(
              "%s\nThe control node said:\n%s%s"
                  .formatted(complaint, applied.said(), logs(complaint)));
        });
    return applied;
  }

  private List<HostResult> results(SiteLoader.Loaded loaded, ApplyWitness witness) {
    VersionToApply version =
        VersionToApply.of(
            loaded,
            hosts.site(),
            protocol,
            "bench@localhost",
            System.currentTimeMillis(),
            Set.of(),
            VersionToApply.Older.REFUSED);
    try {
      return new Applier(fleet(loaded), witness, loaded.asked(), version).apply(loaded.selected());
    } catch (ControlException e) {
      throw new LabException("the apply was refused: " + e.getMessage(), e);
    }
  }

  /** Whether each host has the generation that the apply gave it, confirmed. */
  private Optional<String> inForce(Applied applied) {
    Fleet fleet = fleet(load(1));
    for (Answer<HostStatus> answer : new AgentQueries(fleet).status(SshHosts.names())) {
      HostStatus status = answer.value();
      HostState wanted = Objects.requireNonNull(applied.states().get(answer.host()));
      if (status == null
          || !status.confirmed()
          || status.convergence() != Convergence.CONVERGED
          || !status.generationDigest().equals(protocol.digest(wanted))) {
        return Optional.of(
            answer.host() + " does not have it confirmed: " + (status == null ? answer : status));
      }
    }
    return Optional.empty();
  }

  /** Of the hosts that are named; if none is, of all. */
  private String logs(String complaint) {
    List<String> named = SshHosts.names().stream().filter(complaint::contains).toList();
    return (named.isEmpty() ? SshHosts.names() : named)
        .stream().map(hosts::logs).collect(Collectors.joining());
  }

  private SiteLoader.Loaded load(int step) {
    try {
      return SiteLoader.site(
          hosts.site(),
          new SiteRequest(
              List.of(hosts.inventory().toString()),
              Optional.empty(),
              List.of("step=" + step),
              List.of(),
              Map.of(),
              Optional.empty()));
    } catch (SiteProblems e) {
      throw new LabException("the site is wrong: " + e.getMessage(), e);
    }
  }

  private Fleet fleet(SiteLoader.Loaded loaded) {
    Path home = hosts.home();
    LinkOpener ssh =
        LinkOpener.over(
            new SshConnector(
                new SshSettings(
                    home,
                    Optional.of(hosts.knownHosts()),
                    false,
                    Optional.of(hosts.privateKey()),
                    Optional.empty(),
                    "root",
                    SshSettings.CONNECT_TIMEOUT,
                    SshSettings.KEEP_ALIVE)));
    return new Fleet(
        loaded.hosts().targets(),
        target -> {
          connections.incrementAndGet();
          return ssh.open(target);
        },
        images,
        protocol,
        50,
        confirmWithin);
  }
}

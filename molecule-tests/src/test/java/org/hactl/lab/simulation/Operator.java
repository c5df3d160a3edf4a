package org.hactl.lab.simulation;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.hactl.api.SiteVersion;
import org.hactl.control.AgentQueries;
import org.hactl.control.Applier;
import org.hactl.control.ControlException;
import org.hactl.control.Fleet;
import org.hactl.control.HostResult;
import org.hactl.control.PendingSite;
import org.hactl.control.VersionToApply;
import org.hactl.control.host.HostTarget;
import org.hactl.control.image.RuntimeImages;
import org.hactl.control.view.Asked;
import org.hactl.host.Hold;
import org.hactl.host.HostState;
import org.hactl.ssh.SshEndpoint;

/** One run of a command on a control node: a process with the product's own applier. */
final class Operator {
  private static final Duration CONFIRM_WITHIN = Duration.ofSeconds(30);

  private final World world;
  private final Map<String, SimHost> hosts;
  private final Referee referee;
  private final RuntimeImages images;
  private final SimClock clock;
  private final SimProcess process;
  private final String name;
  private List<HostResult> results = List.of();
  private boolean over;

  Operator(
      World world, String name, Map<String, SimHost> hosts, Referee referee, RuntimeImages images) {
    this.world = world;
    this.name = name;
    this.hosts = hosts;
    this.referee = referee;
    this.images = images;
    this.clock = new SimClock(world);
    this.process = new SimProcess(world, name, this::ended);
  }

  private void ended() {
    world.note(() -> name + " is killed");
    hosts.values().forEach(each -> each.clientEnded(process));
  }

  /** The results of the apply; empty if it was refused, or has not ended. */
  List<HostResult> results() {
    return results;
  }

  boolean isOver() {
    return over || !process.isAlive();
  }

  void kill() {
    process.end();
  }

  /** It is killed at one of its next steps. */
  void killAfter(int steps) {
    process.endAfter(steps, process::end);
  }

  void apply(Map<String, HostState> states, boolean gated, Fleet.Ending ending) {
    process.start("apply", () -> applyNow(states, gated, ending));
  }

  private void applyNow(Map<String, HostState> states, boolean gated, Fleet.Ending ending) {
    Map<String, String> members = new TreeMap<>();
    states.forEach((host, state) -> members.put(host, SimSite.PROTOCOL.digest(state)));
    VersionToApply version =
        new VersionToApply(
            new SiteVersion("shop", 0, "", false, name, clock.millis(), members, List.of()),
            Optional.empty(),
            Set.of(),
            VersionToApply.Older.FORCED);
    Applier applier =
        new Applier(
            fleet().with(ending),
            event -> world.note(() -> name + ": " + event),
            new Asked(true, states),
            version);
    try {
      results = (gated ? applier : applier.withoutGate()).apply(states);
      results.forEach(each -> referee.ended(name, each));
      world.note(() ->
          name
              + " ends: "
              + results.stream()
                  .map(each ->
                      each.host()
                          + " "
                          + each.standing().kind()
                          + (each.failure() == null ? "" : " (" + each.failure().message() + ")"))
                  .toList());
    } catch (ControlException e) {
      world.note(() -> name + " is refused: " + e.getMessage());
    }
    over = true;
  }

  /** Confirms the site that waits, or takes it back. */
  void end(boolean confirms) {
    process.start(
        "end",
        () -> {
          List<String> names = List.copyOf(hosts.keySet());
          try (PendingSite site =
              new PendingSite(fleet(), event -> world.note(() -> name + ": " + event), name)) {
            List<HostResult> ended =
                confirms
                    ? site.confirm(names, Asked.withoutSite(true), PendingSite.Errors.ACCEPTED)
                    : site.rollBack(names);
            world.note(() -> name + (confirms ? " confirms: " : " takes back: ") + ended);
          } catch (ControlException e) {
            world.note(() -> name + " is refused: " + e.getMessage());
          }
          over = true;
        });
  }

  void hold(List<Hold> holds) {
    process.start(
        "hold",
        () -> {
          var _ = new AgentQueries(fleet()).hold(List.of("lvs1", "lvs2"), holds);
          over = true;
        });
  }

  long millis() {
    return clock.millis();
  }

  private Fleet fleet() {
    Map<String, HostTarget> targets = new LinkedHashMap<>();
    for (String host : hosts.keySet()) {
      SshEndpoint endpoint = new SshEndpoint(host, 22, Optional.of("root"), Optional.empty());
      targets.put(host, new HostTarget(host, Optional.of(endpoint), false));
    }
    return new Fleet(
            targets,
            target -> {
              SimHost host = Objects.requireNonNull(hosts.get(target.host()));
              return SimLink.open(world, host, process);
            },
            images,
            SimSite.PROTOCOL,
            10,
            CONFIRM_WITHIN)
        .with(clock);
  }
}

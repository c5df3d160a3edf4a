package org.hactl.lab.simulation;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hactl.agent.converge.Core;
import org.hactl.agent.store.Generation;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.api.Request.Extend.Stage;
import org.hactl.control.HostResult;
import org.hactl.control.rollout.Standing;
import org.hactl.host.Hold;
import org.hactl.host.Holds;
import org.hactl.host.HostState;
import org.hactl.linux.kernel.InterfaceAddress;

/** Knows what hosts have promised, and looks whether they keep it. */
final class Referee {
  /** How late a rollback may begin and how long it may take, on a host that is not slow. */
  private static final Duration SLACK = Duration.ofSeconds(60);

  /** What one host has promised. */
  private static final class Promises {
    String confirmed = "";
    final Set<String> everConfirmed = new TreeSet<>();

    /** Whose generation waits for its confirmation, and what each run has applied last. */
    String waitsFor = "";

    final TreeMap<String, String> appliedBy = new TreeMap<>();

    /** Confirmations that were asked for, and whose end is not known. */
    final Set<String> confirming = new TreeSet<>();

    /** Of which the host was told that the site stays; empty for none. */
    String stays = "";

    String replaces = "";
    long deadlineNanos = Long.MAX_VALUE;
    Holds holds = Holds.NONE;

    /** A file was damaged: the agent keeps what it can read, and says what it cannot. */
    boolean damaged;
  }

  private final World world;
  private final TreeMap<String, Promises> promises = new TreeMap<>();
  private final ServingReferee serving;

  Referee(World world) {
    this.world = world;
    this.serving = new ServingReferee(world);
  }

  ServingReferee serving() {
    return serving;
  }

  private Promises of(SimHost host) {
    return promises.computeIfAbsent(host.name(), _ -> new Promises());
  }

  void damaged(SimHost host) {
    of(host).damaged = true;
  }

  /** An agent has read its state, and has not changed anything yet. */
  void opened(SimHost host, Core core) {
    Promises of = of(host);
    String digest = digest(core);
    List<String> errors = core.stateErrors().all().stream().map(each -> each.text()).toList();
    if (!of.damaged) {
      checkConfirmed(host, of, digest, "after a start");
      if (!errors.isEmpty()) {
        world.violate(host.name() + " cannot read its state: " + errors);
      }
      checkHolds(host, of, core);
    }
    of.confirmed = digest;
    of.everConfirmed.add(digest);
    of.confirming.clear();
    of.stays = "";
    of.waitsFor = "";
    of.replaces = "";
  }

  private void checkConfirmed(SimHost host, Promises of, String digest, String when) {
    if (!digest.equals(of.confirmed) && !of.confirming.contains(digest)) {
      world.violate(
          "%s: %s the confirmed generation is %s, not %s or one of %s"
              .formatted(host.name(), when, brief(digest), brief(of.confirmed), of.confirming));
    }
  }

  private void checkHolds(SimHost host, Promises of, Core core) {
    List<Hold> lost = of.holds.newerThan(core.holds().current());
    if (!lost.isEmpty()) {
      world.violate(host.name() + " has lost holds: " + lost);
    }
  }

  void begun(SimHost host) {
    of(host).stays = "";
    of(host).deadlineNanos = world.nanos();
  }

  private static String digest(Core core) {
    return core.generations().confirmed().map(Generation::digest).orElse("");
  }

  private static String brief(String digest) {
    return digest.isEmpty() ? "none" : digest.substring(0, Math.min(12, digest.length()));
  }

  void asked(SimHost host, SimAgent agent, String client, Request request) {
    if (request instanceof Request.Apply apply) {
      Promises of = of(host);
      of.appliedBy.put(client, SimSite.PROTOCOL.digest(apply.state()));
      boolean waits = agent.core().generations().pendingNumber() != 0;
      if (waits && !of.waitsFor.isEmpty() && !of.waitsFor.equals(client)) {
        of.replaces = client;
      }
    }
    if (request instanceof Request.Confirm(long number)) {
      pending(agent.core(), number).ifPresent(of(host).confirming::add);
      promises.values().forEach(other -> followers(other, client));
    }
    if (request instanceof Request.Extend extend && extend.at() == Stage.DECIDED) {
      // From now on the host may confirm it by itself.
      pending(agent.core(), extend.generation()).ifPresent(of(host).confirming::add);
      promises.values().forEach(other -> followers(other, client));
    }
    if (request instanceof Request.Apply || request instanceof Request.Rollback) {
      of(host).stays = "";
    }
  }

  /** Directors confirm by themselves what one of them has confirmed. */
  private static void followers(Promises other, String client) {
    String applied = other.appliedBy.get(client);
    if (other.waitsFor.equals(client) && applied != null) {
      other.confirming.add(applied);
    }
  }

  private static Optional<String> pending(Core core, long number) {
    return core.generations()
        .current()
        .filter(each -> each.number() == number)
        .map(Generation::digest);
  }

  void answered(SimHost host, SimAgent agent, String client, Request request, Reply reply) {
    Promises of = of(host);
    switch (request) {
      case Request.Confirm _ when reply instanceof Reply.Hello -> {
        String digest = digest(agent.core());
        checkConfirmed(host, of, digest, "after a confirmation");
        of.confirmed = digest;
        of.everConfirmed.add(digest);
        of.confirming.clear();
        of.deadlineNanos = Long.MAX_VALUE;
        of.waitsFor = "";
      }
      case Request.Apply apply
          when reply instanceof Reply.Applied applied && applied.needsConfirm() -> {
        if (of.replaces.equals(client)) {
          world.violate(
              "%s: an apply of %s has replaced one of %s, which waits for its confirmation"
                  .formatted(host.name(), client, of.waitsFor));
        }
        of.deadlineNanos = world.nanos() + apply.confirmWithinMillis() * 1_000_000;
        of.waitsFor = client;
      }
      case Request.Extend extend when reply instanceof Reply.Done -> {
        of.deadlineNanos = world.nanos() + extend.confirmWithinMillis() * 1_000_000;
        if (extend.at() == Stage.DECIDED) {
          of.stays = pending(agent.core(), extend.generation()).orElse("");
        }
      }
      case Request.Holds _ when reply instanceof Reply.Holds(List<Hold> all) ->
          of.holds = of.holds.merge(all);
      default -> {}
    }
  }

  /** A run has told its operator how it ended on a host. */
  void ended(String client, HostResult result) {
    Promises of = promises.get(result.host());
    if (of == null || of.damaged || result.standing().kind() != Standing.Kind.CONFIRMED) {
      return;
    }
    String digest = of.appliedBy.get(client);
    if (digest != null && !of.everConfirmed.contains(digest)) {
      world.violate(
          "%s says that %s has confirmed %s, and it has not"
              .formatted(client, result.host(), brief(digest)));
    }
  }

  /** Looks at all hosts while anything may happen to them. */
  void inspect(Collection<SimHost> hosts) {
    for (SimHost host : hosts) {
      SimAgent agent = host.agent();
      if (host.isPowered()) {
        foreign(host);
      }
      if (agent != null) {
        inspect(host, agent);
      }
    }
    serving.inspect(
        hosts.stream()
            .filter(each -> each.agent() != null && SimSite.isDirector(each.name()))
            .filter(each -> each.way().slowness == 1 && !of(each).damaged)
            .toList());
  }

  private void inspect(SimHost host, SimAgent agent) {
    Promises of = of(host);
    if (!of.damaged) {
      String digest = digest(agent.core());
      checkConfirmed(host, of, digest, "while it runs,");
      if (of.confirming.contains(digest)) {
        // By the host itself, as its run has said that the site stays.
        of.everConfirmed.add(digest);
      }
      checkHolds(host, of, agent.core());
    }
    boolean waits = agent.core().generations().pendingNumber() != 0;
    if (!host.disk().isSound() || of.damaged) {
      of.stays = "";
    }
    if (!waits && !of.stays.isEmpty()) {
      if (!of.stays.equals(digest(agent.core()))) {
        world.violate(
            "%s: has gone back from %s, although the site stays"
                .formatted(host.name(), brief(of.stays)));
      }
      of.stays = "";
    }
    if (!waits || agent.core().generations().isConverging() || !host.disk().isSound()) {
      return;
    }
    long late = world.nanos() - of.deadlineNanos - SLACK.toNanos() * host.way().slowness;
    if (of.deadlineNanos != Long.MAX_VALUE && late > 0) {
      world.violate(
          "%s: a generation that was not confirmed is in force %.1f s after its time"
              .formatted(host.name(), late / 1e9));
    }
  }

  /** What other programs have made. */
  private void foreign(SimHost host) {
    List<InterfaceAddress> there = host.kernel().addresses().list();
    for (InterfaceAddress each : SimSite.foreign(host.name())) {
      if (there.stream().noneMatch(each::sameIdentity)) {
        world.violate(host.name() + ": hactl has removed what it did not make: " + each);
      }
    }
  }

  /** Nothing happens any more: the host is exactly what its confirmed generation says. */
  void quiet(SimHost host) {
    SimAgent agent = host.agent();
    if (agent == null) {
      world.violate(host.name() + " has no agent in the end");
      return;
    }
    HostState state = agent.core().generations().confirmedState();
    TreeSet<String> wanted =
        HostImage.wanted(
            host.name(), state, agent.engines()::isMaster, agent.core().holds().current());
    TreeSet<String> there = HostImage.of(host.kernel());
    TreeSet<String> missing = new TreeSet<>(wanted);
    missing.removeAll(there);
    TreeSet<String> left = new TreeSet<>(there);
    left.removeAll(wanted);
    if (of(host).damaged) {
      // What a damaged journal does not name stays, and so does its effect on parameters.
      left.clear();
      missing.removeIf(line -> line.startsWith("sysctl "));
    }
    if (!missing.isEmpty() || !left.isEmpty()) {
      world.violate(
          "%s is not what its confirmed generation says: it lacks %s, and has too much: %s; errors %s"
              .formatted(host.name(), missing, left, agent.core().passLog().errors()));
    }
  }

  /** After the last apply, which nothing disturbed. */
  void holds(SimHost host, String digest) {
    SimAgent agent = host.agent();
    if (agent == null || !digest(agent.core()).equals(digest)) {
      world.violate(host.name() + " does not hold what the last apply gave it");
    }
  }
}

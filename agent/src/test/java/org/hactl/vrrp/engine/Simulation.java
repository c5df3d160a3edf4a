package org.hactl.vrrp.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.TrackVerdict;
import org.hactl.vrrp.wire.Fixtures;
import org.jspecify.annotations.Nullable;

/**
 * A site with its directors, and failures in an order that the seed decides. When the network has
 * been sound for long enough, every connected part must have one master, even if the network stays
 * divided and some directors stay off; see {@link Referee}. In the end the master must be the best
 * director, and no role may change any more.
 */
final class Simulation {
  private final RandomGenerator random;
  private final Schedule schedule = new Schedule();
  private final SimulatedSite site;
  private final SimulatedNetwork network;
  private final Referee referee;
  private final List<SimulatedNode> nodes = new ArrayList<>();
  private final Map<Integer, Duration> intervals = new HashMap<>();
  private boolean someHandedOver;

  Simulation(long seed, Program program) {
    random = new SplittableRandom(seed);
    site = new SimulatedSite(random);
    network = new SimulatedNetwork(site, schedule, random);
    referee = new Referee(site, schedule, network);
    for (int index = 0; index < site.nodes; index++) {
      nodes.add(new SimulatedNode(index, site, schedule, network, program, referee, random));
    }
    nodes.forEach(node -> node.meet(nodes));
    referee.watch(nodes);
  }

  /** Runs the simulation to its end, and returns the violation, or null if there was none. */
  @Nullable String run() {
    for (SimulatedNode node : nodes) {
      schedule.at(
          random.nextLong(3 * site.intervalNanos()), () -> befall("start", node, node::start));
    }
    long misfortuneEnds = 40 * site.intervalNanos();
    for (int count = random.nextInt(40); count > 0; count--) {
      schedule.at(random.nextLong(misfortuneEnds), this::misfortune);
    }
    runUntil(misfortuneEnds);
    makeSound();
    // A delayed preemption may still come; it takes a down timer after its delay.
    long restNanos =
        site.holdNanos()
            + 3 * site.downNanos()
            + site.preemptDelayNanos()
            + 5 * site.intervalNanos();
    runUntil(schedule.now() + restNanos);
    int changes = referee.changes();
    runUntil(schedule.now() + 10 * site.intervalNanos());
    if (referee.changes() != changes) {
      referee.violate("a change of state without a cause");
    }
    FinalCheck end = new FinalCheck(site, network, referee, nodes);
    if (site.allPreempt && !someHandedOver) {
      end.theBestIsMaster();
    }
    end.noRouterSeesTwoMasters();
    end.addressesFollowTheRole();
    new HandOverDrill(site, schedule, network, referee, nodes).run();
    return referee.violation();
  }

  /** Records the events, to explain a failure. */
  Simulation recording() {
    referee.record();
    return this;
  }

  List<String> history() {
    return referee.history();
  }

  private void runUntil(long end) {
    while (referee.violation() == null && schedule.advance(end)) {
      referee.inspect();
    }
  }

  private void misfortune() {
    SimulatedNode node = nodes.get(random.nextInt(nodes.size()));
    int router = random.nextInt(site.routers());
    switch (random.nextInt(22)) {
      case 20 -> {
        List<Integer> group = referee.group(router);
        boolean wanted = random.nextInt(3) > 0;
        befall("stand by " + group + " " + wanted, node, () -> node.standBy(group, wanted));
      }
      case 21 -> befall("leave", node, node::leave);
      case 0 -> {
        if (random.nextInt(3) == 0) {
          befall("take-over", node, node::takeOver);
        } else {
          crash(node);
        }
      }
      case 1 -> befall("power off", node, () -> node.crash(true));
      case 2, 3, 4 -> befall("start", node, node::start);
      case 5 -> befall("stop", node, node::stop);
      case 6 -> sleep("pause", node, node::resume);
      case 7 -> sleep("suspend", node, node::wakeFromSuspend);
      case 8 -> link(node, condition());
      case 9, 10 -> link(node, SimulatedLink.Condition.UP);
      case 11 -> happen("divide", network::divide);
      case 12 -> happen("cut", network::cutOneWay);
      case 13 -> {
        if (random.nextBoolean()) {
          reconfigure(node, router);
        } else {
          boolean wanted = random.nextInt(3) > 0;
          befall("groups " + wanted, node, () -> node.regroup(wanted));
        }
      }
      case 14 -> track(node, router);
      case 15 -> {
        if (random.nextBoolean()) {
          track(node, router);
        } else {
          boolean refuses = random.nextBoolean();
          befall(
              "addresses of VI_" + router + (refuses ? " refused" : " taken"),
              node,
              () -> node.refuse(router, refuses));
        }
      }
      case 16 -> befall("step of the wall clock", node, node.clocks()::stepWallClock);
      case 17 -> changeInterval(router);
      case 18 -> {
        boolean wanted = random.nextBoolean();
        List<Integer> group = referee.group(router);
        befall((wanted ? "has " : "has not ") + group, node, () -> node.present(group, wanted));
      }
      default -> {
        if (random.nextBoolean()) {
          someHandedOver = true;
          befall("hand over VI_" + router, node, () -> node.handOver(router));
        } else {
          happen("spoil", network::spoil);
        }
      }
    }
  }

  /** The agent may start again before the other directors notice the crash. */
  private void crash(SimulatedNode node) {
    befall("crash", node, () -> node.crash(false));
    if (random.nextInt(3) > 0) {
      schedule.after(
          random.nextLong(4 * site.intervalNanos()), () -> befall("start", node, node::start));
    }
  }

  private void sleep(String what, SimulatedNode node, Runnable end) {
    befall(what, node, node::pause);
    schedule.after(
        random.nextLong(8 * site.intervalNanos()), () -> befall("end of " + what, node, end));
  }

  private SimulatedLink.Condition condition() {
    SimulatedLink.Condition[] all = SimulatedLink.Condition.values();
    return all[random.nextInt(all.length)];
  }

  private void link(SimulatedNode node, SimulatedLink.Condition condition) {
    int segment = random.nextInt(site.segments);
    befall("link " + segment + " " + condition, node, () -> node.setLink(segment, condition));
  }

  /**
   * All members of a group keep the same priority, so that one director is the best for all of
   * them.
   */
  private void reconfigure(SimulatedNode node, int router) {
    RouterConfig old = node.router(router).config();
    int any = site.anyPriority(node.index(), old, random);
    int priority = node.isBare() ? Math.min(any, RouterConfig.OWNER_PRIORITY - 1) : any;
    boolean changes = random.nextBoolean();
    boolean second = random.nextBoolean();
    befall(
        "priority " + priority + " of VI_" + router,
        node,
        () -> {
          for (int member : referee.group(router)) {
            RouterConfig config = node.router(member).config().withPriority(priority);
            boolean preempts = site.allPreempt || changes != config.preempt();
            node.reconfigure(
                member,
                config
                    .withPreempt(preempts, config.preemptDelay())
                    .withAddresses(SimulatedAddresses.virtual(member, config.family(), second)));
          }
        });
  }

  /** Every director gets the new configuration at its own time, and some restart with it. */
  private void changeInterval(int router) {
    if (!site.intervalsChange(router)) {
      return;
    }
    Duration interval = site.interval(site.kind(router).version(), random);
    intervals.put(router, interval);
    for (SimulatedNode node : nodes) {
      schedule.after(random.nextLong(3_000_000_000L), () -> changeInterval(node, router));
    }
  }

  private void changeInterval(SimulatedNode node, int router) {
    Duration interval = intervals.getOrDefault(router, Duration.ofSeconds(1));
    if (node.isRunning() && random.nextInt(4) == 0) {
      befall("crash", node, () -> node.crash(false));
      schedule.after(
          random.nextLong(site.intervalNanos()), () -> befall("start", node, node::start));
    }
    befall(
        "interval " + interval + " of VI_" + router,
        node,
        () -> {
          RouterConfig config = node.router(router).config();
          node.reconfigure(router, Fixtures.withInterval(config, interval));
        });
  }

  private void track(SimulatedNode node, int router) {
    TrackVerdict verdict = SimulatedConfiguration.anyVerdict(random);
    befall("track " + verdict + " VI_" + router, node, () -> node.track(router, verdict));
  }

  private void makeSound() {
    happen("sound again", network::mend);
    for (SimulatedNode node : nodes) {
      befall(
          "mend",
          node,
          () -> {
            node.resume();
            node.regroup(true);
            node.decideChecks();
            node.endStandBy();
          });
    }
  }

  private void befall(String what, SimulatedNode node, Runnable action) {
    referee.note(() -> what + " on " + node.index());
    action.run();
    referee.inspect();
    referee.fault();
  }

  private void happen(String what, Runnable action) {
    action.run();
    referee.note(() -> what + ": " + network);
    referee.fault();
  }
}

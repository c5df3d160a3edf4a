package org.hactl.lab.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.hactl.control.Fleet;
import org.hactl.control.HostResult;
import org.hactl.control.host.HostOutcome;
import org.hactl.control.image.RuntimeImages;
import org.hactl.control.rollout.Standing;
import org.hactl.host.Hold;
import org.hactl.host.HostState;
import org.jspecify.annotations.Nullable;

/**
 * A site of two directors and two real servers, on which operators work while everything fails in
 * an order that the seed decides. Then all of it works again, and each host must be what its
 * confirmed generation says; and after one more apply, what the site says.
 */
final class SiteSimulation {
  private static final Duration TROUBLE = Duration.ofSeconds(150);
  private static final Duration LOOK = Duration.ofSeconds(4);
  private static final Duration REST = Duration.ofSeconds(120);

  private final World world;
  private final SplittableRandom random;
  private final RuntimeImages images;
  private final Referee referee;
  private final Map<String, SimHost> hosts = new LinkedHashMap<>();
  private final List<Operator> operators = new ArrayList<>();

  SiteSimulation(long seed, Parts parts, SimImages image, boolean tells) {
    this.world = new World(seed, tells);
    this.random = world.random;
    this.images = image.images();
    this.referee = new Referee(world);
    SimSegment segment = new SimSegment(world);
    for (String name : SimSite.HOSTS) {
      hosts.put(name, new SimHost(world, name, image.digest(), parts, segment, referee));
    }
  }

  List<String> story() {
    return world.story();
  }

  long trace() {
    return world.trace();
  }

  /** Runs it to its end, and returns what broke; null if nothing did. */
  @Nullable String run() {
    world.every(LOOK, () -> referee.inspect(hosts.values()));
    world.run(Duration.ofSeconds(5));
    for (int count = 1 + random.nextInt(5); count > 0; count--) {
      world.after(world.within(TROUBLE), this::work);
    }
    for (int count = random.nextInt(8); count > 0; count--) {
      world.after(world.within(TROUBLE), this::misfortune);
    }
    world.run(TROUBLE.plusSeconds(5));
    makeSound();
    world.run(REST);
    if (world.violation() == null) {
      hosts.values().forEach(referee::quiet);
    }
    if (world.violation() == null) {
      end();
    }
    return world.violation();
  }

  private Operator operator(String name) {
    Operator made = new Operator(world, name + (operators.size() + 1), hosts, referee, images);
    operators.add(made);
    return made;
  }

  /** An operator does something. */
  private void work() {
    Operator one = operator("operator ");
    if (random.nextInt(3) == 0) {
      one.killAfter(random.nextInt(400));
    }
    int what = random.nextInt(8);
    if (what == 0) {
      hold(one);
      return;
    }
    if (what < 3) {
      one.end(what == 1);
      return;
    }
    Fleet.Undo undo = random.nextInt(4) == 0 ? Fleet.Undo.FAILED_HOSTS : Fleet.Undo.WHOLE_SITE;
    Fleet.Confirmation who =
        random.nextInt(5) == 0 ? Fleet.Confirmation.BY_THE_OPERATOR : Fleet.Confirmation.BY_THE_RUN;
    one.apply(SimSite.draw(random), random.nextBoolean(), new Fleet.Ending(undo, who));
  }

  private void hold(Operator by) {
    boolean begins = random.nextInt(3) > 0;
    Hold.Word word =
        new Hold.Word(
            begins ? Hold.State.HELD : Hold.State.ENDED, "ann@desk", "", by.millis(), by.millis());
    String host = anyHost();
    by.hold(
        List.of(
            SimSite.isDirector(host)
                ? new Hold.Maintenance(host, word)
                : new Hold.Drain(host, null, word)));
  }

  private String anyHost() {
    return SimSite.HOSTS.get(random.nextInt(SimSite.HOSTS.size()));
  }

  private void misfortune() {
    SimHost host = Objects.requireNonNull(hosts.get(anyHost()));
    switch (random.nextInt(14)) {
      case 0, 1 -> host.kill();
      case 2, 3, 4 -> {
        world.note(() -> host.name() + ": killed at a later step");
        host.process().endAfter(random.nextInt(200), host::kill);
      }
      case 5 -> host.cutPower();
      case 6, 7 -> {
        world.note(() -> host.name() + ": power cut at a later step");
        host.process().endAfter(random.nextInt(200), host::cutPower);
      }
      case 8 -> {
        boolean full = random.nextBoolean();
        world.note(() -> host.name() + ": the disk is " + (full ? "full" : "read-only"));
        host.disk().fault(full, !full);
        world.after(world.within(TROUBLE), () -> host.disk().fault(false, false));
      }
      case 9 -> cut(host);
      case 10 -> {
        world.note(() -> host.name() + ": connections break");
        host.breakConnections();
      }
      case 11 -> {
        long millis = random.nextLong(-86_400_000L, 86_400_000L);
        world.note(() -> host.name() + ": the wall clock is set by " + millis + " ms");
        host.clock().step(millis);
      }
      case 12 -> {
        int slowness = 1 << random.nextInt(11);
        world.note(() -> host.name() + " is slow by " + slowness);
        host.way().slowness = slowness;
        world.after(world.within(TROUBLE), () -> host.way().slowness = 1);
      }
      default -> corrupt(host);
    }
  }

  private void cut(SimHost host) {
    int which = random.nextInt(3);
    world.note(() -> host.name() + " is cut off, " + which);
    host.way().toHost = which == 0;
    host.way().fromHost = which == 1;
    world.after(
        world.within(Duration.ofSeconds(60)),
        () -> {
          host.way().toHost = true;
          host.way().fromHost = true;
        });
  }

  /** A file is damaged, and the agent reads it again. */
  private void corrupt(SimHost host) {
    if (random.nextInt(3) > 0) {
      return;
    }
    String file = host.disk().corrupt(random);
    if (file != null) {
      world.note(() -> host.name() + ": damaged is " + file);
      referee.damaged(host);
      host.kill();
    }
  }

  private void makeSound() {
    world.note(() -> "everything works again");
    operators.forEach(Operator::kill);
    for (SimHost host : hosts.values()) {
      host.disk().fault(false, false);
      host.way().mend();
      host.process().endAfter(Integer.MAX_VALUE, host::kill);
      host.boot();
    }
  }

  /** One more apply, which nothing disturbs; and another one if that has left servers out. */
  private void end() {
    Map<String, HostState> site = SimSite.draw(random);
    boolean again = true;
    for (int round = 0; again && world.violation() == null; round++) {
      Operator last = operator("last operator ");
      last.apply(
          site, false, new Fleet.Ending(Fleet.Undo.WHOLE_SITE, Fleet.Confirmation.BY_THE_RUN));
      world.run(REST);
      if (!last.isOver() || last.results().size() != hosts.size()) {
        world.violate("the last apply has not ended: " + last.results());
      }
      last.results().stream()
          .filter(each -> !isGood(each))
          .forEach(each -> world.violate("the last apply failed: " + each));
      again = round < 2 && last.results().stream().anyMatch(SiteSimulation::leftOut);
    }
    if (world.violation() == null) {
      hosts
          .values()
          .forEach(host -> {
            HostState state = site.get(host.name());
            referee.holds(host, state == null ? "" : SimSite.PROTOCOL.digest(state));
            referee.quiet(host);
          });
      referee.serving().oneMasterEach(hosts.values());
    }
  }

  private static boolean isGood(HostResult result) {
    return result.outcome() == HostOutcome.OK
        && (result.standing().kind() == Standing.Kind.CONFIRMED
            || result.standing().kind() == Standing.Kind.AS_IT_WAS);
  }

  private static boolean leftOut(HostResult result) {
    return result.notes().stream().anyMatch(each -> each.contains("was left out"));
  }
}

package org.hactl.lab.simulation;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.hactl.linux.memory.MemoryKernel;
import org.hactl.vrrp.engine.RolesOfBoot;
import org.jspecify.annotations.Nullable;

/** A host: its disk, its kernel since the last boot, its agent, and the ways to it. */
final class SimHost {
  private static final Duration RESTART = Duration.ofSeconds(2);
  private static final Duration BOOT = Duration.ofSeconds(30);

  private final World world;
  private final String name;
  private final String imageDigest;
  private final Parts parts;
  private final SimSegment segment;
  private final Referee referee;
  private final SimDisk disk;
  private final SimClock clock;
  private final Connection.Way way = new Connection.Way();
  private final List<Connection> connections = new ArrayList<>();
  private MemoryKernel kernel;
  private RolesOfBoot roles;
  private SimProcess process;
  private @Nullable SimAgent agent;
  private boolean powered = true;

  SimHost(
      World world,
      String name,
      String imageDigest,
      Parts parts,
      SimSegment segment,
      Referee referee) {
    this.world = world;
    this.name = name;
    this.imageDigest = imageDigest;
    this.parts = parts;
    this.segment = segment;
    this.referee = referee;
    this.disk = parts.disk();
    this.clock = new SimClock(world);
    this.kernel = SimSite.booted(name);
    this.roles = new RolesOfBoot(clock::nanos);
    this.process = start(true);
  }

  String name() {
    return name;
  }

  String imageDigest() {
    return imageDigest;
  }

  SimDisk disk() {
    return disk;
  }

  MemoryKernel kernel() {
    return kernel;
  }

  RolesOfBoot roles() {
    return roles;
  }

  SimClock clock() {
    return clock;
  }

  Connection.Way way() {
    return way;
  }

  Referee referee() {
    return referee;
  }

  boolean isPowered() {
    return powered;
  }

  /** The agent that answers; null while there is none. */
  @Nullable SimAgent agent() {
    return agent;
  }

  SimProcess process() {
    return process;
  }

  private SimProcess start(boolean afterBoot) {
    SimProcess made = new SimProcess(world, name, this::agentEnded);
    process = made;
    made.start("main", () -> run(made, afterBoot));
    return made;
  }

  private void run(SimProcess running, boolean afterBoot) {
    try {
      SimAgent opened = new SimAgent(world, this, running, parts, segment);
      referee.opened(this, opened.core());
      opened.begin(afterBoot);
      agent = opened;
      referee.begun(this);
      world.note(() -> name + ": the agent runs");
    } catch (IOException e) {
      world.note(() -> name + ": the agent does not start: " + e.getMessage());
      running.end();
    }
  }

  private void agentEnded() {
    agent = null;
    kernel.close();
    segment.leave(name);
    connections.forEach(each -> each.sideEnded(powered));
    connections.clear();
    if (powered) {
      // As the supervisor does.
      world.after(
          RESTART.plus(world.within(RESTART)),
          () -> {
            if (powered && !process.isAlive()) {
              start(false);
            }
          });
    }
  }

  void kill() {
    world.note(() -> name + ": the agent is killed");
    process.end();
  }

  void cutPower() {
    if (powered) {
      world.note(() -> name + ": power cut");
      powered = false;
      process.end();
      disk.lose(world.random);
      world.after(world.within(BOOT), this::boot);
    }
  }

  void boot() {
    if (!powered) {
      world.note(() -> name + ": boots");
      powered = true;
      kernel = SimSite.booted(name);
      roles = new RolesOfBoot(clock::nanos);
      start(true);
    }
  }

  /** A connection to the agent's socket; null if no agent listens. */
  @Nullable Connection connect(SimProcess client) {
    SimAgent listening = agent;
    if (listening == null) {
      return null;
    }
    Connection made = new Connection(world, way, client);
    connections.add(made);
    process.start("api", () -> listening.serve(made));
    return made;
  }

  /** A control node ended; its kernel closes its connections. */
  void clientEnded(SimProcess client) {
    connections.stream().filter(each -> each.isOf(client)).forEach(each -> each.sideEnded(true));
  }

  void breakConnections() {
    connections.forEach(Connection::end);
    connections.clear();
  }
}

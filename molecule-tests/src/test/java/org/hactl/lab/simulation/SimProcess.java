package org.hactl.lab.simulation;

import java.lang.reflect.Constructor;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;

/**
 * A process of the simulated site: the threads that end together when it is killed. A thread that
 * it starts by {@code Thread.ofVirtual()} belongs to it as well, since a virtual thread inherits
 * its scheduler.
 */
final class SimProcess implements Executor {
  private static final Constructor<?> BUILDER = builder();

  private final World world;
  private final String name;
  private final Runnable ended;
  private boolean alive = true;
  private int stepsToDeath = Integer.MAX_VALUE;
  private Runnable death = this::end;

  /**
   * @param ended called when it is killed
   */
  SimProcess(World world, String name, Runnable ended) {
    this.world = world;
    this.name = name;
    this.ended = ended;
  }

  /** The JDK keeps schedulers of virtual threads to itself for now. */
  private static Constructor<?> builder() {
    try {
      Constructor<?> found =
          Class.forName("java.lang.ThreadBuilders$VirtualThreadBuilder")
              .getDeclaredConstructor(Executor.class);
      found.setAccessible(true);
      return found;
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new IllegalStateException(
          "virtual threads with a scheduler of their own need this JDK 25 with the option --add-opens"
              + " java.base/java.lang=ALL-UNNAMED",
          e);
    }
  }

  boolean isAlive() {
    return alive;
  }

  String name() {
    return name;
  }

  @Override
  public void execute(Runnable goOn) {
    if (alive) {
      world.ready(this, goOn);
    }
  }

  Thread make(String thread, Runnable work) {
    try {
      return ((Thread.Builder.OfVirtual) BUILDER.newInstance(this))
          .name(name + " " + thread)
          .unstarted(() -> guarded(work));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  void start(String thread, Runnable work) {
    make(thread, work).start();
  }

  private void guarded(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | Error e) {
      StackTraceElement[] at = e.getStackTrace();
      world.violate(
          "%s ended with %s at %s".formatted(name, e, at.length == 0 ? "unknown" : at[0]));
    }
  }

  /**
   * It ends at one of its next steps.
   *
   * @param steps how many steps it still makes
   * @param how what ends it
   */
  void endAfter(int steps, Runnable how) {
    stepsToDeath = steps;
    death = how;
  }

  /** A moment at which the process can be killed. Its threads keep their monitors. */
  void step() {
    if (alive && --stepsToDeath < 0) {
      death.run();
    }
    while (!alive) {
      // Nothing resumes a thread of a process that has ended.
      LockSupport.park();
    }
  }

  /** A moment at which, in addition, another thread may go on. Not for a thread with a monitor. */
  void stepAside() {
    step();
    Thread.yield();
  }

  /** Kills it: its threads do not go on, and no code of theirs runs any more. */
  void end() {
    if (alive) {
      alive = false;
      ended.run();
    }
  }
}

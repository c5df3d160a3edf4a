package org.hactl.track;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.hactl.host.Truth;
import org.hactl.linux.kernel.Processes;
import org.hactl.linux.process.ProcProcesses;
import org.hactl.linux.watch.FileWatch;
import org.hactl.module.command.ScriptCommand;
import org.hactl.module.command.ScriptResult;
import org.hactl.module.command.Scripts;
import org.jspecify.annotations.Nullable;

/**
 * The sources from which trackers read the state of the host. All but the listeners are called on
 * one thread.
 */
public record TrackSources(
    InterfaceStates links,
    ScriptStarter scripts,
    Files files,
    Processes processes,
    BfdSessions bfdSessions,
    Services services)
    implements AutoCloseable {

  /**
   * The sources of this host, in the network namespace of the thread that uses them.
   *
   * @param scripts runs each script on its own thread
   */
  public static TrackSources ofHost(Scripts scripts, BfdSessions bfdSessions, Services services) {
    return new TrackSources(
        new LinuxLinks(),
        new ScriptThreads(scripts),
        new LinuxFiles(),
        new ProcProcesses(),
        bfdSessions,
        services);
  }

  @Override
  public void close() {
    files.close();
    links.close();
  }

  /** Looks at interfaces, without waiting. */
  @FunctionalInterface
  public interface InterfaceStates extends AutoCloseable {
    LinkState look(String interfaceName);

    @Override
    default void close() {}
  }

  /** The state of an interface. */
  enum LinkState {
    /** Up, with a carrier. */
    RUNNING,
    DOWN,
    ABSENT,
    /** The kernel did not say. */
    UNKNOWN
  }

  /** Starts scripts. */
  @FunctionalInterface
  public interface ScriptStarter {
    /**
     * Starts a script, without waiting.
     *
     * @param ended called once with the end of the script, from any thread
     */
    StartedScript start(ScriptCommand script, Consumer<ScriptEnd> ended);

    /** A script that runs. */
    interface StartedScript {
      /** Ends the script and all processes that it started, as its timeout would. */
      void end();

      /** Waits for the end of the script, at most for this time. */
      void await(long millis) throws InterruptedException;
    }
  }

  /** The result of a script's run. */
  sealed interface ScriptEnd {
    record Finished(ScriptResult result) implements ScriptEnd {}

    /** The script was not run. */
    record NotRun(String why) implements ScriptEnd {}

    /** The process that runs scripts could not be asked, or ended before the script did. */
    record Unreachable(String why) implements ScriptEnd {}
  }

  /** Reads, makes and watches small files. */
  public interface Files extends AutoCloseable {
    FileReading read(Path file);

    /** Makes a file that does not exist. */
    void make(Path file, String content) throws IOException;

    FileWatch.Watch watch(Path file, Runnable changed);

    @Override
    default void close() {}
  }

  /** What is in a file. */
  sealed interface FileReading {
    record Content(String text) implements FileReading {}

    record Missing() implements FileReading {}

    record Unreadable(String why) implements FileReading {}
  }

  /** Whether BFD sessions are up. */
  @FunctionalInterface
  public interface BfdSessions {
    Said look(String session);
  }

  /**
   * @param cause as in {@link Reading}
   */
  public record Said(Truth truth, String cause) {}

  /** Counts the real servers of virtual services. */
  @FunctionalInterface
  public interface Services {
    /**
     * @return null while the service does not exist
     */
    @Nullable Pool look(String service);

    /**
     * Counts as {@link #look} does, but only the health that tries have confirmed since {@code
     * sinceNanos}. All other real servers are undecided.
     *
     * @param sinceNanos a time on the clock of the loop; null if any try of this agent counts
     */
    default @Nullable Pool lookSince(String service, @Nullable Long sinceNanos) {
      return look(service);
    }

    /** Whether the service has its own quorum; unknown while it does not exist, or has none. */
    default Said quorum(String service) {
      String none = "there is no quorum of " + service + " yet";
      return new Said(Truth.UNKNOWN, none);
    }
  }

  /**
   * @param healthy the real servers in service, and the real servers without a check
   * @param undecided the real servers whose check has not decided yet
   */
  public record Pool(int healthy, int undecided, int all) {}
}

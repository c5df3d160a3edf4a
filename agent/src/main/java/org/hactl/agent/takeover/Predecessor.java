package org.hactl.agent.takeover;

import java.util.Optional;
import org.hactl.agent.engines.EngineState;

/** The running agent, as the dialogue uses it. All methods are called on one thread. */
public interface Predecessor {
  /**
   * Keeps the host and the state folder as they are; the roles go on.
   *
   * @return why this is not possible now; empty if it is done
   */
  Optional<String> standStill();

  /**
   * Stops the engines where they are, without giving a role away.
   *
   * @throws IllegalStateException if an engine does not run
   */
  EngineState freeze();

  /** Goes on as if nothing had happened, after {@link #standStill} or {@link #freeze}. */
  void goOn();

  /**
   * Ends a process that wanted to take over and did not.
   *
   * @param pid its number
   */
  void end(long pid);

  /** Tells the service manager that the process with this number is the agent from now on. */
  void name(long pid);

  /** Ends this process, which has no role any more. */
  void leave();
}

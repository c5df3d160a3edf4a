package org.hactl.agent.log;

import java.util.logging.LogManager;

/**
 * Keeps logging while the process ends: the JDK's log manager removes its handlers as soon as a
 * shutdown begins, and then the log would not show how the agent gives its roles away. Public
 * because the JDK creates it.
 */
public final class LastingLogManager extends LogManager {
  @Override
  public void reset() {
    // Nothing: LogFormat replaces the handlers one by one.
  }
}

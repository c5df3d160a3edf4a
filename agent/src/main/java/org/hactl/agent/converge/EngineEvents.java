package org.hactl.agent.converge;

/**
 * The events that the engines and the kernel report to the agent. Each method returns at once and
 * may be called from any thread.
 */
public interface EngineEvents {
  void roleChanged(String router, boolean master);

  /** A check has changed the health of a real server. */
  void healthChanged();

  /** It is time for a full pass. */
  void fullPassDue();
}

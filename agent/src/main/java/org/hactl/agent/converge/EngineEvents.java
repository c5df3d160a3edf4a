package org.hactl.agent.converge;

/** What the engines and the kernel tell the agent. Each returns at once, on any thread. */
public interface EngineEvents {
  void roleChanged(String router, boolean master);

  /** A check has changed the health of a real server. */
  void healthChanged();

  /** It is time for a full pass. */
  void fullPassDue();
}

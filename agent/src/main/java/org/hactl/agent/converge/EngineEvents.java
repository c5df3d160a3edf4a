package org.hactl.agent.converge;

/** What the engines and the kernel tell the agent. Each returns at once, on any thread. */
public interface EngineEvents {
  void roleChanged(String router, boolean master);

  /** A check has decided something. */
  void healthChanged();

  /** It is time to look at everything. */
  void fullPassDue();
}

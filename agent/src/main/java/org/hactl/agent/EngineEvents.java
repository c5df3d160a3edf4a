package org.hactl.agent;

/** What the engines and the kernel tell the agent. Each returns at once, on any thread. */
interface EngineEvents {
  void roleChanged(String router, boolean master);

  /** A check has decided something. */
  void healthChanged();

  /** It is time to look at everything. */
  void fullPassDue();
}

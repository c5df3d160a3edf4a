package org.hactl.agent.sync;

import org.hactl.api.ConnectionSyncView.Flow;

/** Counts the messages of one direction. For all threads. */
final class SyncCounts {
  private Flow flow = Flow.NONE;

  synchronized void add(SyncMessage message, long nowMillis) {
    flow = new Flow(flow.messages() + 1, flow.connections() + message.connections(), nowMillis);
  }

  synchronized Flow flow() {
    return flow;
  }
}

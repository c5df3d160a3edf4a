package org.hactl.api;

import org.jspecify.annotations.Nullable;

/**
 * The connection sync of a director, as its messages on the network show it. All times are in
 * milliseconds since the epoch, by the host's clock.
 *
 * @param syncId which messages count; 0 for all
 * @param group the multicast group
 * @param sent the messages of this host
 * @param received those of the other directors
 * @param silent whether connections come and no message is sent
 * @param problem why the messages are not counted; empty if they are
 */
public record ConnectionSyncView(
    String interfaceName,
    int syncId,
    String group,
    int port,
    Flow sent,
    Flow received,
    boolean silent,
    String problem) {
  /**
   * What went in one direction since the agent started.
   *
   * @param connections how many connections the messages told of; one may be told of many times
   * @param lastMillis when the last message was; null for none
   */
  public record Flow(long messages, long connections, @Nullable Long lastMillis) {
    public static final Flow NONE = new Flow(0, 0, null);

    /** Whether there was a message not longer ago. */
    public boolean within(long millis, long nowMillis) {
      return lastMillis != null && nowMillis - lastMillis <= millis;
    }
  }
}

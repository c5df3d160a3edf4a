package org.hactl.agent.sync;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The header of a message of connection sync: {@code struct ip_vs_sync_mesg} in {@code
 * net/netfilter/ipvs/ip_vs_sync.c}, of 8 bytes in network byte order.
 *
 * @param syncId of the sender, 0 to 255
 * @param connections how many connections it tells of, 0 to 255
 */
record SyncMessage(int syncId, int connections) {
  private static final int HEADER = 8;
  private static final int SYNC_ID = 1;
  private static final int SIZE = 2;
  private static final int CONNECTIONS = 4;
  private static final int VERSION = 5;

  /** Empty if it is no message of version 1, the only one of Linux since 2.6.39. */
  static Optional<SyncMessage> read(ByteBuffer message) {
    int at = message.position();
    if (message.remaining() < HEADER
        || message.get(at) != 0
        || message.get(at + VERSION) != 1
        || Short.toUnsignedInt(message.getShort(at + SIZE)) > message.remaining()) {
      return Optional.empty();
    }
    return Optional.of(
        new SyncMessage(
            Byte.toUnsignedInt(message.get(at + SYNC_ID)),
            Byte.toUnsignedInt(message.get(at + CONNECTIONS))));
  }
}

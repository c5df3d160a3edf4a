package org.hactl.linux.kernel.ipvs;

import java.net.InetAddress;
import org.hactl.linux.net.InetAddresses;

/**
 * A thread of the kernel that sends the connections of this host to other directors, or takes
 * theirs ({@code ip_vs_sync.c}). A host can run one of each role.
 *
 * @param interfaceName where messages are sent or received
 * @param id only messages with the same number are taken; a receiver with 0 takes all; 0 to 255
 * @param group the multicast group
 * @param port of UDP
 * @param ttl of the messages
 * @param maxLength of one message, in bytes; 0 to let the kernel take what fits the interface
 */
public record IpvsSyncDaemon(
    Role role, String interfaceName, int id, InetAddress group, int port, int ttl, int maxLength) {
  /** The kernel's defaults ({@code IP_VS_SYNC_GROUP}, {@code IP_VS_SYNC_PORT}). */
  public static final InetAddress DEFAULT_GROUP = InetAddresses.parse("224.0.0.81");

  public static final int DEFAULT_PORT = 8848;
  public static final int DEFAULT_TTL = 1;

  /** What the thread does; the words are the kernel's. */
  public enum Role {
    /** Sends. */
    MASTER(1),
    /** Receives. */
    BACKUP(2);

    private final int code;

    Role(int code) {
      this.code = code;
    }

    /** {@code IP_VS_STATE_MASTER}, {@code IP_VS_STATE_BACKUP}. */
    public int code() {
      return code;
    }
  }
}

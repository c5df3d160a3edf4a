package org.hactl.bfd.engine;

import java.nio.ByteBuffer;
import org.hactl.bfd.model.BfdConfig;
import org.hactl.bfd.protocol.ControlPacket;
import org.jspecify.annotations.Nullable;

/**
 * The functions of the system that the engine needs. Only one thread uses them, except for {@link
 * #wake}.
 */
interface BfdNetwork extends AutoCloseable {

  /** The kernel's number for an interface; 0 if no interface has this name. */
  int interfaceIndex(String name);

  /**
   * Opens the sockets of a session.
   *
   * @param interfaceIndex the index of the configured interface; 0 if none is configured
   */
  Port open(BfdConfig config, int interfaceIndex);

  /** Waits until packets arrive, {@link #wake} is called, or the time has passed. */
  void await(long timeoutNanos, Inbox inbox);

  /** Makes {@link #await} return. May be called from any thread. */
  void wake();

  @Override
  void close();

  /** Handles received packets. */
  @FunctionalInterface
  interface Inbox {
    /** Both arguments are valid during this call only. */
    void receive(ControlPacket packet, Arrival arrival);
  }

  /** How and from where a packet arrived. */
  interface Arrival {
    /** Whether the packet came to the multihop port, 4784. */
    boolean isMultihop();

    int ttl();

    /** The interface of the listening socket; null if it listens on all. */
    @Nullable String interfaceName();

    /** Whether the packet was sent from this address (4 or 16 bytes). */
    boolean isFrom(byte[] address);
  }

  /** Sends the packets of one session. */
  interface Port extends AutoCloseable {
    /** A direct buffer to write the packet to. */
    ByteBuffer packet();

    /** Sends the packet in {@link #packet}, from 0 to the limit. */
    void send();

    /** Sets the TTL of the packets sent from now on. */
    void ttl(int ttl);

    @Override
    void close();
  }
}

package org.hactl.bfd.engine;

import java.nio.ByteBuffer;
import org.hactl.bfd.model.BfdConfig;
import org.hactl.bfd.protocol.ControlPacket;
import org.jspecify.annotations.Nullable;

/** What the engine needs of the system. Used by one thread, {@link #wake} excepted. */
interface BfdNetwork extends AutoCloseable {

  /** The kernel's number for an interface; 0 if there is none of that name. */
  int interfaceIndex(String name);

  /**
   * Opens what a session sends and receives with.
   *
   * @param interfaceIndex of the configured interface; 0 without one
   */
  Port open(BfdConfig config, int interfaceIndex);

  /** Waits until packets came, {@link #wake} was called, or the time is over. */
  void await(long timeoutNanos, Inbox inbox);

  /** Lets {@link #await} return. From any thread. */
  void wake();

  @Override
  void close();

  /** Takes the packets that came. */
  @FunctionalInterface
  interface Inbox {
    /** Both arguments are good for this call only. */
    void receive(ControlPacket packet, Arrival arrival);
  }

  /** How a packet came. */
  interface Arrival {
    /** To port 4784. */
    boolean isMultihop();

    int ttl();

    /** The interface that was listened on; null for all of them. */
    @Nullable String interfaceName();

    /** Whether that address, of 4 or 16 bytes, sent it. */
    boolean isFrom(byte[] address);
  }

  /** One session's way out. */
  interface Port extends AutoCloseable {
    /** A direct buffer to write the packet to. */
    ByteBuffer packet();

    /** Sends what is in {@link #packet}, from 0 to the limit. */
    void send();

    /** Sends with that TTL from now on. */
    void ttl(int ttl);

    @Override
    void close();
  }
}

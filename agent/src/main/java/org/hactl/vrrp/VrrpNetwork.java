package org.hactl.vrrp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.IntPredicate;
import org.hactl.linux.LinkFacts;
import org.jspecify.annotations.Nullable;

/** What the engine needs of the system. Used by one thread, {@link #wake} excepted. */
interface VrrpNetwork extends AutoCloseable {

  /**
   * Looks at an interface.
   *
   * @param isVirtual addresses that do not count as the interface's own
   * @return null if there is none of that name
   */
  @Nullable LinkFacts look(String interfaceName, IntPredicate isVirtual) throws IOException;

  /**
   * Opens an interface for VRRP.
   *
   * @param readable called from {@link #await} when packets wait
   */
  Port open(String interfaceName, LinkFacts facts, Runnable readable) throws IOException;

  /** Waits until packets came, {@link #wake} was called, or the time is over. */
  void await(long timeoutNanos) throws IOException;

  /** Lets {@link #await} return. From any thread. */
  void wake();

  @Override
  void close();

  /**
   * The sockets on one interface. Buffers are direct; all of them, from 0 to the limit, is meant.
   */
  interface Port extends AutoCloseable {
    /** Sends an IPv4 packet to the VRRP group. */
    void send(ByteBuffer packet) throws IOException;

    /** Sends an Ethernet frame. */
    void sendFrame(ByteBuffer frame) throws IOException;

    /** Reads the next IPv4 packet; false if none waits. */
    boolean receive(ByteBuffer packet) throws IOException;

    @Override
    void close();
  }
}

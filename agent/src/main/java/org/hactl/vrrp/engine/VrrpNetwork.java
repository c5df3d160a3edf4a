package org.hactl.vrrp.engine;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import org.hactl.linux.kernel.LinkFacts;
import org.hactl.linux.kernel.LinkState;
import org.hactl.linux.net.Family;
import org.hactl.linux.socket.SendBatch.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * The functions of the system that the engine needs. Only one thread uses them, except for {@link
 * #wake}.
 */
interface VrrpNetwork extends AutoCloseable {

  /**
   * Looks at an interface.
   *
   * @return null if no interface has this name
   */
  @Nullable LinkFacts look(String interfaceName);

  /**
   * Reads an interface without its addresses. Never waits, also where {@link #look} waits for the
   * first list of an interface's addresses.
   *
   * @return null if there is none of that name
   */
  @Nullable LinkState state(String interfaceName);

  /**
   * Opens a receiver for one IP protocol on an interface.
   *
   * @param handler called from {@link #await} when packets have arrived
   */
  Receiver hear(
      String interfaceName, LinkFacts facts, Family family, int protocol, PacketHandler handler);

  /** Opens an interface to send IP packets from. */
  Sender speak(String interfaceName, LinkFacts facts, Family family);

  /**
   * How many frames an interface has received; only the difference of two readings has a meaning.
   *
   * @return less than 0 if no interface has this name
   */
  long receivedFrames(String interfaceName);

  /** The buffer for the next Ethernet frame. It exists only after a sender was opened. */
  ByteBuffer nextFrame();

  /** Sends the frame in the buffer, with {@link #flush} at the latest. */
  void sendFrame(int interfaceIndex, Outcome outcome);

  /** Sends everything that is still queued. */
  void flush();

  /**
   * Waits until packets arrive, {@link #wake} is called, or about {@code timeoutNanos} have passed.
   */
  void await(long timeoutNanos);

  /** Makes {@link #await} return. May be called from any thread. */
  void wake();

  @Override
  void close();

  /** Handles received packets. */
  interface PacketHandler {
    /**
     * Handles one packet.
     *
     * @param packet from 0 to its limit, beginning with the IP header; valid until this method
     *     returns
     */
    void packet(ByteBuffer packet);

    /** Called when no more packets are waiting for now. */
    void drained();
  }

  /** Receives the packets to the host itself and to the multicast groups that it joined. */
  interface Receiver extends AutoCloseable {
    void join(InetAddress group);

    void leave(InetAddress group);

    /** Sets how many bytes of unread packets the kernel keeps, approximately. */
    void buffer(int bytes);

    /** How many packets were dropped so far because the buffer was full. */
    long drops();

    @Override
    void close();
  }

  /** Sends IP packets of one family from one interface. */
  interface Sender extends AutoCloseable {
    /** The buffer for the next packet, from 0 to the limit, header included. */
    ByteBuffer next();

    /** Sends the packet in the buffer, with {@link #flush} at the latest. */
    void send(InetAddress destination, Outcome outcome);

    @Override
    void close();
  }
}

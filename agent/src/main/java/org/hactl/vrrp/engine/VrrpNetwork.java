package org.hactl.vrrp.engine;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import org.hactl.linux.kernel.LinkFacts;
import org.hactl.linux.net.Family;
import org.hactl.linux.socket.SendBatch.Outcome;
import org.jspecify.annotations.Nullable;

/** What the engine needs of the system. Used by one thread, {@link #wake} excepted. */
interface VrrpNetwork extends AutoCloseable {

  /**
   * Looks at an interface.
   *
   * @return null if there is none of that name
   */
  @Nullable LinkFacts look(String interfaceName);

  /**
   * Hears one IP protocol on an interface.
   *
   * @param handler called from {@link #await} when packets came
   */
  Receiver hear(
      String interfaceName, LinkFacts facts, Family family, int protocol, PacketHandler handler);

  /** Opens an interface to send IP packets from. */
  Sender speak(String interfaceName, LinkFacts facts, Family family);

  /**
   * How many frames an interface has received; only the difference means something.
   *
   * @return less than 0 if there is none of that name
   */
  long receivedFrames(String interfaceName);

  /** Where to write the next Ethernet frame, once there is a sender. */
  ByteBuffer nextFrame();

  /** Sends what was written there; it leaves with {@link #flush} at the latest. */
  void sendFrame(int interfaceIndex, Outcome outcome);

  /** Lets everything leave that was sent. */
  void flush();

  /** Waits until packets came, {@link #wake} was called, or about that time is over. */
  void await(long timeoutNanos);

  /** Lets {@link #await} return. From any thread. */
  void wake();

  @Override
  void close();

  /** What comes in. */
  interface PacketHandler {
    /**
     * One packet.
     *
     * @param packet from 0 to its limit, beginning with the IP header; good until this returns
     */
    void packet(ByteBuffer packet);

    /** Those were all for now. */
    void drained();
  }

  /** Hears what is sent to the host, and to the groups that it joins. */
  interface Receiver extends AutoCloseable {
    void join(InetAddress group);

    void leave(InetAddress group);

    /** Keeps about so many bytes of packets until they are read. */
    void buffer(int bytes);

    /** How many packets did not fit in there, ever. */
    long drops();

    @Override
    void close();
  }

  /** Sends IP packets of one family from one interface. */
  interface Sender extends AutoCloseable {
    /** Where to write the next one, from 0 to the limit, header included. */
    ByteBuffer next();

    /** Sends what was written there; it leaves with {@link #flush} at the latest. */
    void send(InetAddress destination, Outcome outcome);

    @Override
    void close();
  }
}

package org.hactl.vrrp.engine;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.hactl.linux.kernel.LinkFacts;
import org.hactl.linux.kernel.LinkState;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.libc.EventPoll;
import org.hactl.linux.net.Family;
import org.hactl.linux.netlink.LinkProbe;
import org.hactl.linux.socket.FrameSender;
import org.hactl.linux.socket.IpReceiver;
import org.hactl.linux.socket.IpSender;
import org.hactl.linux.socket.ReceiveBatch;
import org.hactl.linux.socket.SendBatch;
import org.hactl.linux.watch.LinkCounters;
import org.hactl.vrrp.wire.AuthenticationHeader;
import org.hactl.vrrp.wire.NeighbourDiscoveryPacket;
import org.hactl.vrrp.wire.VrrpWire;
import org.jspecify.annotations.Nullable;

/** The kernel's sockets, in the network namespace of the thread that opened it. */
final class LinuxVrrpNetwork implements VrrpNetwork {
  private static final int PACKETS_AT_ONCE = 64;
  private static final int FRAMES_AT_ONCE = 512;

  /** Enough to drain a receive buffer, so that an old deadline never beats a packet that waits. */
  private static final int MAX_BATCHES = 64;

  /** The first packet is read at once; those that follow within this time are read together. */
  private static final int GATHER_MILLIS = 2;

  private static final int MAX_PACKET_BYTES =
      VrrpWire.MAX_PACKET_BYTES + AuthenticationHeader.BYTES;

  private final LinkProbe probe;
  private final EventPoll poll;
  private final Map<Integer, Runnable> readableByFd = new HashMap<>();
  private final ReceiveBatch arrivals = new ReceiveBatch(PACKETS_AT_ONCE, MAX_PACKET_BYTES);
  private final SendBatch packets = new SendBatch(PACKETS_AT_ONCE, MAX_PACKET_BYTES);
  private final SendBatch frames =
      new SendBatch(FRAMES_AT_ONCE, NeighbourDiscoveryPacket.LENGTH_BYTES);
  private @Nullable FrameSender frameSender;
  private boolean packetsCame;

  private LinuxVrrpNetwork(LinkProbe probe, EventPoll poll) {
    this.probe = probe;
    this.poll = poll;
  }

  /**
   * @param interfaceChanged gets the name of an interface that has to be looked at again, from any
   *     thread
   */
  static LinuxVrrpNetwork open(Consumer<String> interfaceChanged) {
    LinkProbe probe = LinkProbe.openCached(interfaceChanged);
    try {
      return new LinuxVrrpNetwork(probe, EventPoll.open());
    } catch (LinuxException e) {
      probe.close();
      throw e;
    }
  }

  @Override
  public @Nullable LinkFacts look(String interfaceName) {
    return probe.look(interfaceName);
  }

  @Override
  public @Nullable LinkState state(String interfaceName) {
    return probe.state(interfaceName);
  }

  @Override
  public Receiver hear(
      String interfaceName, LinkFacts facts, Family family, int protocol, PacketHandler handler) {
    IpReceiver socket = IpReceiver.open(interfaceName, facts.index(), family, protocol);
    try {
      if (protocol == AuthenticationHeader.PROTOCOL) {
        // Other packets with an authentication header belong to IPsec, and are not for this thread.
        socket.onlyPayload(VrrpWire.PROTOCOL);
      }
      poll.add(socket.fd());
    } catch (LinuxException e) {
      socket.close();
      throw e;
    }
    readableByFd.put(socket.fd(), () -> read(socket, handler));
    return new LinuxReceiver(socket);
  }

  private void read(IpReceiver socket, PacketHandler handler) {
    try {
      int batches = 0;
      // A handler may have closed the socket.
      while (batches < MAX_BATCHES
          && readableByFd.containsKey(socket.fd())
          && socket.receive(arrivals, handler::packet)) {
        batches++;
      }
    } catch (LinuxException e) {
      // The socket reports once that the interface went down; the next look finds it, too.
    }
    handler.drained();
  }

  @Override
  public Sender speak(String interfaceName, LinkFacts facts, Family family) {
    if (frameSender == null) {
      frameSender = FrameSender.open(frames);
    }
    return new LinuxSender(IpSender.open(packets, interfaceName, facts.index(), family));
  }

  @Override
  public ByteBuffer nextFrame() {
    return frameSender().next();
  }

  @Override
  public void sendFrame(int interfaceIndex, SendBatch.Outcome outcome) {
    frameSender().send(interfaceIndex, outcome);
  }

  private FrameSender frameSender() {
    if (frameSender == null) {
      throw new IllegalStateException("frames are sent before any sender was opened");
    }
    return frameSender;
  }

  @Override
  public void flush() {
    packets.flush();
    frames.flush();
  }

  @Override
  public long receivedFrames(String interfaceName) {
    return LinkCounters.receivedFrames(interfaceName);
  }

  @Override
  public void await(long timeoutNanos) {
    int millis = packetsCame ? GATHER_MILLIS : 0;
    packetsCame = false;
    poll.gather(millis, timeoutNanos, this::readable);
  }

  private void readable(int fd) {
    Runnable reader = readableByFd.get(fd);
    if (reader != null) {
      packetsCame = true;
      reader.run();
    }
  }

  @Override
  public void wake() {
    poll.wake();
  }

  @Override
  public void close() {
    if (frameSender != null) {
      frameSender.close();
    }
    poll.close();
    probe.close();
  }

  private final class LinuxReceiver implements Receiver {
    private final IpReceiver socket;

    LinuxReceiver(IpReceiver socket) {
      this.socket = socket;
    }

    @Override
    public void join(InetAddress group) {
      socket.join(group);
    }

    @Override
    public void leave(InetAddress group) {
      socket.leave(group);
    }

    @Override
    public void buffer(int bytes) {
      socket.buffer(bytes);
    }

    @Override
    public long drops() {
      return socket.drops();
    }

    @Override
    public void close() {
      // Closing the only descriptor of a socket takes it out of the epoll set as well.
      readableByFd.remove(socket.fd());
      socket.close();
    }
  }

  private record LinuxSender(IpSender socket) implements Sender {
    @Override
    public ByteBuffer next() {
      return socket.next();
    }

    @Override
    public void send(InetAddress destination, SendBatch.Outcome outcome) {
      socket.send(destination, outcome);
    }

    @Override
    public void close() {
      socket.close();
    }
  }
}

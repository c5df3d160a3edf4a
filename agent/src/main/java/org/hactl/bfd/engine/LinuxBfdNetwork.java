package org.hactl.bfd.engine;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;
import org.hactl.bfd.model.BfdConfig;
import org.hactl.bfd.protocol.ControlPacket;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.libc.EventPoll;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.PortRange;
import org.hactl.linux.netlink.LinkProbe;
import org.hactl.linux.socket.UdpReceiver;
import org.hactl.linux.socket.UdpSender;
import org.jspecify.annotations.Nullable;

/** The kernel's sockets, in the network namespace of the thread that opened this network. */
final class LinuxBfdNetwork implements BfdNetwork {
  /** RFC 5881 section 4 and RFC 5883 section 5. */
  private static final int SINGLE_HOP_PORT = 3784;

  private static final int MULTIHOP_PORT = 4784;
  private static final PortRange SOURCE_PORTS = new PortRange(49_152, 65_535);

  /** Enough to drain a receive buffer, so that an old deadline never beats a packet that waits. */
  private static final int MAX_PACKETS_AT_ONCE = 1024;

  /** The longest authentication section, and some more to notice packets that are too long. */
  private static final int MAX_PACKET_BYTES = 256;

  private final LinkProbe probe;
  private final EventPoll poll;
  private final List<Listening> listening = new ArrayList<>();
  private final IntConsumer readable = this::drain;
  private Inbox inbox = (_, _) -> {};
  private int nextSourcePort;

  private LinuxBfdNetwork(LinkProbe probe, EventPoll poll, int firstSourcePort) {
    this.probe = probe;
    this.poll = poll;
    this.nextSourcePort = firstSourcePort;
  }

  static LinuxBfdNetwork open(RandomGenerator random) {
    LinkProbe probe = LinkProbe.open();
    try {
      int firstSourcePort = random.nextInt(SOURCE_PORTS.first(), SOURCE_PORTS.last() + 1);
      return new LinuxBfdNetwork(probe, EventPoll.open(), firstSourcePort);
    } catch (LinuxException e) {
      probe.close();
      throw e;
    }
  }

  @Override
  public int interfaceIndex(String name) {
    return probe.index(name);
  }

  @Override
  public Port open(BfdConfig config, int interfaceIndex) {
    Listening receiver = listen(config, interfaceIndex);
    int firstPort = nextSourcePort;
    nextSourcePort = firstPort == SOURCE_PORTS.last() ? SOURCE_PORTS.first() : firstPort + 1;
    try {
      UdpSender.Path path =
          new UdpSender.Path(
              config.path().neighbour(),
              config.path().multihop() ? MULTIHOP_PORT : SINGLE_HOP_PORT,
              config.path().source(),
              config.path().interfaceName(),
              interfaceIndex,
              config.ttl());
      UdpSender sender = UdpSender.open(path, SOURCE_PORTS, firstPort, ControlPacket.LENGTH_BYTES);
      return new LinuxPort(sender, receiver);
    } catch (LinuxException e) {
      release(receiver);
      throw e;
    }
  }

  /**
   * Sessions share a listening socket if they have the same family and interface, and all or none
   * are multihop. The index identifies the interface, because a socket does not move to a new
   * interface of the same name.
   */
  private Listening listen(BfdConfig config, int interfaceIndex) {
    Family family = Family.of(config.path().neighbour());
    boolean portIsOurs = false;
    for (Listening each : listening) {
      if (each.family == family && each.multihop == config.path().multihop()) {
        if (each.interfaceIndex == interfaceIndex
            && Objects.equals(each.interfaceName, config.path().interfaceName())) {
          each.users++;
          return each;
        }
        portIsOurs = true;
      }
    }
    Listening opened = new Listening(config, interfaceIndex, portIsOurs);
    try {
      poll.add(opened.receiver.fd());
    } catch (LinuxException e) {
      opened.receiver.close();
      throw e;
    }
    listening.add(opened);
    return opened;
  }

  private void release(Listening receiver) {
    receiver.users--;
    if (receiver.users == 0) {
      // Closing the only descriptor of a socket takes it out of the epoll set as well.
      receiver.receiver.close();
      listening.remove(receiver);
    }
  }

  @Override
  public void await(long timeoutNanos, Inbox inbox) {
    this.inbox = inbox;
    poll.await(timeoutNanos, readable);
  }

  private void drain(int fd) {
    for (int index = 0; index < listening.size(); index++) {
      if (listening.get(index).receiver.fd() == fd) {
        listening.get(index).drain();
        return;
      }
    }
  }

  @Override
  public void wake() {
    poll.wake();
  }

  @Override
  public void close() {
    listening.forEach(each -> each.receiver.close());
    listening.clear();
    poll.close();
    probe.close();
  }

  /** A socket that receives packets. */
  private final class Listening implements Arrival {
    private final Family family;
    private final boolean multihop;
    private final @Nullable String interfaceName;
    private final int interfaceIndex;
    private final UdpReceiver receiver;
    private final ControlPacket packet;
    private int users = 1;

    Listening(BfdConfig config, int interfaceIndex, boolean portIsOurs) {
      this.family = Family.of(config.path().neighbour());
      this.multihop = config.path().multihop();
      this.interfaceName = config.path().interfaceName();
      this.interfaceIndex = interfaceIndex;
      int port = multihop ? MULTIHOP_PORT : SINGLE_HOP_PORT;
      this.receiver = UdpReceiver.open(family, port, interfaceName, portIsOurs, MAX_PACKET_BYTES);
      this.packet = new ControlPacket(receiver.packet());
    }

    void drain() {
      try {
        for (int count = 0; count < MAX_PACKETS_AT_ONCE && users > 0; count++) {
          if (!receiver.receive()) {
            return;
          }
          inbox.receive(packet, this);
        }
      } catch (LinuxException e) {
        // The socket reports once that the interface is gone; the next look at the interface finds
        // it, too.
      }
    }

    @Override
    public boolean isMultihop() {
      return multihop;
    }

    @Override
    public int ttl() {
      return receiver.ttl();
    }

    @Override
    public @Nullable String interfaceName() {
      return interfaceName;
    }

    @Override
    public boolean isFrom(byte[] address) {
      return receiver.isFrom(address);
    }
  }

  private final class LinuxPort implements Port {
    private final UdpSender sender;
    private final Listening receiver;

    LinuxPort(UdpSender sender, Listening receiver) {
      this.sender = sender;
      this.receiver = receiver;
    }

    @Override
    public ByteBuffer packet() {
      return sender.packet();
    }

    @Override
    public void send() {
      sender.send();
    }

    @Override
    public void ttl(int ttl) {
      sender.ttl(ttl);
    }

    @Override
    public void close() {
      sender.close();
      release(receiver);
    }
  }
}

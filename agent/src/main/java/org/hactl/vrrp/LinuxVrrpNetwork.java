package org.hactl.vrrp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntPredicate;
import org.hactl.linux.EthernetSocket;
import org.hactl.linux.EventPoll;
import org.hactl.linux.LinkFacts;
import org.hactl.linux.LinkProbe;
import org.hactl.linux.VrrpSocket;
import org.jspecify.annotations.Nullable;

/** The kernel's sockets, in the network namespace of the thread that opened it. */
final class LinuxVrrpNetwork implements VrrpNetwork {
  private final LinkProbe probe;
  private final EventPoll poll;
  private final Map<Integer, Runnable> readableByFd = new HashMap<>();

  private LinuxVrrpNetwork(LinkProbe probe, EventPoll poll) {
    this.probe = probe;
    this.poll = poll;
  }

  static LinuxVrrpNetwork open() throws IOException {
    LinkProbe probe = LinkProbe.open();
    try {
      return new LinuxVrrpNetwork(probe, EventPoll.open());
    } catch (IOException e) {
      probe.close();
      throw e;
    }
  }

  @Override
  public @Nullable LinkFacts look(String interfaceName, IntPredicate isVirtual) throws IOException {
    return probe.look(interfaceName, isVirtual);
  }

  @Override
  public Port open(String interfaceName, LinkFacts facts, Runnable readable) throws IOException {
    VrrpSocket packets =
        VrrpSocket.open(interfaceName, facts.index(), VrrpWire.PROTOCOL, VrrpWire.MULTICAST_GROUP);
    try {
      LinuxPort port = new LinuxPort(packets, EthernetSocket.open(interfaceName, facts.index()));
      poll.add(packets.fd());
      readableByFd.put(packets.fd(), readable);
      return port;
    } catch (IOException e) {
      packets.close();
      throw e;
    }
  }

  @Override
  public void await(long timeoutNanos) throws IOException {
    poll.await(
        timeoutNanos,
        fd -> {
          Runnable readable = readableByFd.get(fd);
          if (readable != null) {
            readable.run();
          }
        });
  }

  @Override
  public void wake() {
    poll.wake();
  }

  @Override
  public void close() {
    poll.close();
    probe.close();
  }

  private final class LinuxPort implements Port {
    private final VrrpSocket packets;
    private final EthernetSocket frames;

    LinuxPort(VrrpSocket packets, EthernetSocket frames) {
      this.packets = packets;
      this.frames = frames;
    }

    @Override
    public void send(ByteBuffer packet) throws IOException {
      packets.send(packet);
    }

    @Override
    public void sendFrame(ByteBuffer frame) throws IOException {
      frames.send(frame);
    }

    @Override
    public boolean receive(ByteBuffer packet) throws IOException {
      return packets.receive(packet);
    }

    @Override
    public void close() {
      // Closing the only descriptor of a socket takes it out of the epoll set as well.
      readableByFd.remove(packets.fd());
      packets.close();
      frames.close();
    }
  }
}

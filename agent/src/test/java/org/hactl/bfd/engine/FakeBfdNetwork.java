package org.hactl.bfd.engine;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hactl.bfd.model.BfdConfig;
import org.hactl.bfd.protocol.ControlPacket;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.net.InetAddresses;
import org.jspecify.annotations.Nullable;

/** Sockets in memory. */
final class FakeBfdNetwork implements BfdNetwork {
  private final Map<String, Integer> interfaces = new HashMap<>();
  private final List<FakePort> ports = new ArrayList<>();
  private final List<Sent> sent = new ArrayList<>();
  private boolean keeps = true;
  private @Nullable LinuxException openProblem;
  private @Nullable LinuxException sendProblem;

  /** A packet that went out. */
  record Sent(BfdConfig config, int ttl, byte[] bytes) {
    ControlPacket packet() {
      return new ControlPacket(ByteBuffer.wrap(bytes));
    }
  }

  /** What the kernel reports about a packet that it delivers. */
  record Came(byte[] from, boolean isMultihop, int ttl, @Nullable String interfaceName)
      implements Arrival {
    Came(String from, boolean isMultihop, int ttl, @Nullable String interfaceName) {
      this(InetAddresses.parse(from).getAddress(), isMultihop, ttl, interfaceName);
    }

    @Override
    public boolean isFrom(byte[] address) {
      return Arrays.equals(from, address);
    }
  }

  void link(String name, int index) {
    interfaces.put(name, index);
  }

  void unlink(String name) {
    interfaces.remove(name);
  }

  void refuseToOpen(@Nullable LinuxException problem) {
    openProblem = problem;
  }

  void refuseToSend(@Nullable LinuxException problem) {
    sendProblem = problem;
  }

  /** Stops recording the packets sent. */
  void keepNothing() {
    keeps = false;
  }

  /** The packets sent since the last call. */
  List<Sent> takeSent() {
    List<Sent> taken = List.copyOf(sent);
    sent.clear();
    return taken;
  }

  int openPorts() {
    return ports.size();
  }

  @Override
  public int interfaceIndex(String name) {
    return interfaces.getOrDefault(name, 0);
  }

  @Override
  public Port open(BfdConfig config, int interfaceIndex) {
    if (openProblem != null) {
      throw openProblem;
    }
    FakePort port = new FakePort(config);
    ports.add(port);
    return port;
  }

  @Override
  public void await(long timeoutNanos, Inbox inbox) {}

  @Override
  public void wake() {}

  @Override
  public void close() {}

  private final class FakePort implements Port {
    private final BfdConfig config;
    private final ByteBuffer packet = ByteBuffer.allocate(ControlPacket.LENGTH_BYTES);
    private int ttl;

    FakePort(BfdConfig config) {
      this.config = config;
      this.ttl = config.ttl();
    }

    @Override
    public ByteBuffer packet() {
      return packet;
    }

    @Override
    public void send() {
      if (sendProblem != null) {
        throw sendProblem;
      }
      if (keeps) {
        sent.add(new Sent(config, ttl, Arrays.copyOf(packet.array(), packet.limit())));
      }
    }

    @Override
    public void ttl(int wanted) {
      ttl = wanted;
    }

    @Override
    public void close() {
      ports.remove(this);
    }
  }
}

package org.hactl.vrrp.engine;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.hactl.linux.kernel.LinkFacts;
import org.hactl.linux.kernel.LinkState;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.MacAddress;
import org.hactl.linux.socket.SendBatch.Outcome;
import org.hactl.vrrp.wire.Fixtures;
import org.hactl.vrrp.wire.IpHeader;
import org.hactl.vrrp.wire.VrrpWire;
import org.jspecify.annotations.Nullable;

/** Interfaces in memory. */
final class FakeVrrpNetwork implements VrrpNetwork {
  private final Map<String, Long> frameCounts = new HashMap<>();
  static final byte[] HARDWARE_ADDRESS = {2, 0, 0, 0, 0, 1};

  private final Map<String, LinkFacts> links = new HashMap<>();
  private final List<FakeReceiver> receivers = new ArrayList<>();
  private final List<Sent> sent = new ArrayList<>();
  private final List<byte[]> frames = new ArrayList<>();
  private final ByteBuffer nextFrame = ByteBuffer.allocate(200);
  private int opened;
  private @Nullable LinuxException openProblem;
  private @Nullable String sendProblem;
  private int framesInterface;

  /** A packet with its interface and destination. */
  record Sent(String interfaceName, InetAddress destination, byte[] packet) {}

  void link(String name, int index, boolean running, String... addresses) {
    links.put(
        name,
        new LinkFacts(
            index,
            running,
            MacAddress.of(HARDWARE_ADDRESS),
            false,
            Arrays.stream(addresses).map(Fixtures::address).toList()));
  }

  /** Gives an interface another hardware address. */
  void rehome(String name, MacAddress hardwareAddress) {
    links.computeIfPresent(
        name,
        (_, old) ->
            new LinkFacts(
                old.index(), old.running(), hardwareAddress, old.forwarding(), old.addresses()));
  }

  void unlink(String name) {
    links.remove(name);
  }

  void refuseToOpen(LinuxException problem) {
    openProblem = problem;
  }

  void refuseToSend(@Nullable String problem) {
    sendProblem = problem;
  }

  /** Delivers packets as one batch. */
  void deliver(String name, byte[]... batch) {
    for (FakeReceiver receiver : List.copyOf(receivers)) {
      if (receiver.name.equals(name)) {
        receiver.deliver(batch);
      }
    }
  }

  /** The packets sent since the last call. */
  List<byte[]> takePackets() {
    return takeSent().stream().map(Sent::packet).toList();
  }

  List<Sent> takeSent() {
    List<Sent> taken = List.copyOf(sent);
    sent.clear();
    return taken;
  }

  List<byte[]> takeFrames() {
    List<byte[]> taken = List.copyOf(frames);
    frames.clear();
    return taken;
  }

  /** The kernel's number of the interface from which the last frame left. */
  int framesInterface() {
    return framesInterface;
  }

  /** How many receivers were opened since the start. */
  int opened() {
    return opened;
  }

  boolean isOpen(String name) {
    return receivers.stream().anyMatch(each -> each.name.equals(name));
  }

  /** The groups joined on an interface. */
  Set<InetAddress> groups(String name) {
    Set<InetAddress> groups = new HashSet<>();
    receivers.stream()
        .filter(each -> each.name.equals(name))
        .forEach(each -> groups.addAll(each.groups));
    return groups;
  }

  /** Lets the kernel drop this number of packets on an interface. */
  void drop(String name, long packets) {
    receivers.stream()
        .filter(each -> each.name.equals(name) && each.protocol == VrrpWire.PROTOCOL)
        .forEach(each -> each.drops += packets);
  }

  @Override
  public long receivedFrames(String interfaceName) {
    return frameCounts.getOrDefault(interfaceName, 0L);
  }

  /** Another host sends a frame of any kind. */
  void receiveFrame(String interfaceName) {
    frameCounts.merge(interfaceName, 1L, Long::sum);
  }

  @Override
  public @Nullable LinkFacts look(String interfaceName) {
    return links.get(interfaceName);
  }

  @Override
  public @Nullable LinkState state(String interfaceName) {
    LinkFacts facts = links.get(interfaceName);
    return facts == null ? null : LinkState.of(facts);
  }

  @Override
  public Receiver hear(
      String interfaceName, LinkFacts facts, Family family, int protocol, PacketHandler handler) {
    if (openProblem != null) {
      throw openProblem;
    }
    opened++;
    FakeReceiver receiver = new FakeReceiver(interfaceName, family, protocol, handler);
    receivers.add(receiver);
    return receiver;
  }

  @Override
  public Sender speak(String interfaceName, LinkFacts facts, Family family) {
    return new FakeSender(interfaceName);
  }

  @Override
  public ByteBuffer nextFrame() {
    return nextFrame.clear();
  }

  @Override
  public void sendFrame(int interfaceIndex, Outcome outcome) {
    if (took(outcome)) {
      framesInterface = interfaceIndex;
      frames.add(bytes(nextFrame));
    }
  }

  private boolean took(Outcome outcome) {
    if (sendProblem != null) {
      outcome.failed(Objects.requireNonNull(sendProblem));
      return false;
    }
    outcome.sent();
    return true;
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.limit()];
    buffer.get(0, bytes);
    return bytes;
  }

  @Override
  public void flush() {}

  @Override
  public void await(long timeoutNanos) {}

  @Override
  public void wake() {}

  @Override
  public void close() {}

  private final class FakeSender implements Sender {
    private final String name;
    private final ByteBuffer next = ByteBuffer.allocate(VrrpWire.MAX_PACKET_BYTES + 100);

    FakeSender(String name) {
      this.name = name;
    }

    @Override
    public ByteBuffer next() {
      return next.clear();
    }

    @Override
    public void send(InetAddress destination, Outcome outcome) {
      if (took(outcome)) {
        sent.add(new Sent(name, destination, bytes(next)));
      }
    }

    @Override
    public void close() {}
  }

  private final class FakeReceiver implements Receiver {
    private final String name;
    private final Family family;
    private final int protocol;
    private final PacketHandler handler;
    private final Set<InetAddress> groups = new HashSet<>();
    private long drops;

    FakeReceiver(String name, Family family, int protocol, PacketHandler handler) {
      this.name = name;
      this.family = family;
      this.protocol = protocol;
      this.handler = handler;
    }

    /**
     * The kernel delivers by family and protocol. A packet of another family or protocol goes to
     * every receiver, which rejects it.
     */
    void deliver(byte[]... batch) {
      for (byte[] packet : batch) {
        if (comesHere(ByteBuffer.wrap(packet))) {
          handler.packet(ByteBuffer.wrap(packet));
        }
      }
      handler.drained();
    }

    private boolean comesHere(ByteBuffer packet) {
      IpHeader header = IpHeader.of(packet);
      return header == null || packet.limit() < header.bytes()
          ? protocol == VrrpWire.PROTOCOL
          : header.family() == family && header.protocol(packet) == protocol;
    }

    @Override
    public void join(InetAddress group) {
      groups.add(group);
    }

    @Override
    public void leave(InetAddress group) {
      groups.remove(group);
    }

    @Override
    public void buffer(int bytes) {}

    @Override
    public long drops() {
      return drops;
    }

    @Override
    public void close() {
      receivers.remove(this);
    }
  }
}

package org.hactl.vrrp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.IntPredicate;
import org.hactl.linux.LinkFacts;
import org.jspecify.annotations.Nullable;

/** Interfaces in memory. */
final class FakeVrrpNetwork implements VrrpNetwork {
  static final byte[] HARDWARE_ADDRESS = {2, 0, 0, 0, 0, 1};

  private final Map<String, LinkFacts> links = new HashMap<>();
  private final Map<String, FakePort> ports = new HashMap<>();
  private final List<byte[]> frames = new ArrayList<>();
  private final List<byte[]> packets = new ArrayList<>();
  private int opened;
  private @Nullable String openProblem;
  private @Nullable String sendProblem;

  void link(String name, int index, boolean running, int address) {
    links.put(name, new LinkFacts(index, running, HARDWARE_ADDRESS, address));
  }

  void unlink(String name) {
    links.remove(name);
  }

  void refuseToOpen(String problem) {
    openProblem = problem;
  }

  void refuseToSend(@Nullable String problem) {
    sendProblem = problem;
  }

  /** Delivers packets as one batch. */
  void deliver(String name, byte[]... batch) {
    FakePort port = ports.get(name);
    if (port != null) {
      port.waiting.addAll(List.of(batch));
      port.readable.run();
    }
  }

  /** The packets sent since the last call. */
  List<byte[]> takePackets() {
    List<byte[]> taken = List.copyOf(packets);
    packets.clear();
    return taken;
  }

  List<byte[]> takeFrames() {
    List<byte[]> taken = List.copyOf(frames);
    frames.clear();
    return taken;
  }

  int opened() {
    return opened;
  }

  boolean isOpen(String name) {
    return ports.containsKey(name);
  }

  @Override
  public @Nullable LinkFacts look(String interfaceName, IntPredicate isVirtual) {
    LinkFacts facts = links.get(interfaceName);
    return facts != null && isVirtual.test(facts.primaryAddress())
        ? new LinkFacts(facts.index(), facts.running(), facts.hardwareAddress(), Ipv4.NONE)
        : facts;
  }

  @Override
  public Port open(String interfaceName, LinkFacts facts, Runnable readable) throws IOException {
    if (openProblem != null) {
      throw new IOException(openProblem);
    }
    opened++;
    FakePort port = new FakePort(interfaceName, readable);
    ports.put(interfaceName, port);
    return port;
  }

  @Override
  public void await(long timeoutNanos) {}

  @Override
  public void wake() {}

  @Override
  public void close() {}

  private final class FakePort implements Port {
    private final String name;
    private final Runnable readable;
    private final Queue<byte[]> waiting = new ArrayDeque<>();

    FakePort(String name, Runnable readable) {
      this.name = name;
      this.readable = readable;
    }

    @Override
    public void send(ByteBuffer packet) throws IOException {
      packets.add(sent(packet));
    }

    @Override
    public void sendFrame(ByteBuffer frame) throws IOException {
      frames.add(sent(frame));
    }

    private byte[] sent(ByteBuffer buffer) throws IOException {
      if (sendProblem != null) {
        throw new IOException(sendProblem);
      }
      byte[] bytes = new byte[buffer.limit()];
      buffer.get(0, bytes);
      return bytes;
    }

    @Override
    public boolean receive(ByteBuffer packet) {
      byte[] next = waiting.poll();
      if (next == null) {
        return false;
      }
      packet.clear().put(next).flip();
      return true;
    }

    @Override
    public void close() {
      ports.remove(name);
    }
  }
}

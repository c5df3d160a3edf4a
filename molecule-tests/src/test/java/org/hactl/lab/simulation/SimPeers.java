package org.hactl.lab.simulation;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.hactl.agent.PeerLink;
import org.hactl.agent.peer.Conversation;
import org.hactl.vrrp.model.RouterConfig;

/** An agent's conversation with the other directors, on a thread of its process. */
final class SimPeers implements PeerLink.News {
  private final World world;
  private final SimHost host;
  private final SimProcess process;
  private final SimSegment segment;
  private final BlockingQueue<Optional<byte[]>> work = new LinkedBlockingQueue<>();

  private long turns;

  SimPeers(World world, SimHost host, SimProcess process, SimSegment segment) {
    this.world = world;
    this.host = host;
    this.process = process;
    this.segment = segment;
  }

  void start(PeerLink link) {
    Conversation conversation =
        new Conversation(
            link,
            new OnSegment(),
            host.clock()::nanos,
            host.clock()::millis,
            world.random::nextLong);
    segment.join(host.name(), this);
    process.start("peers", () -> speak(conversation));
    wake();
  }

  /** What the host tells has changed. */
  void wake() {
    work.add(Optional.empty());
  }

  void arrive(byte[] packet) {
    work.add(Optional.of(packet));
  }

  private void speak(Conversation conversation) {
    try {
      while (true) {
        Optional<byte[]> packet = work.take();
        packet.map(ByteBuffer::wrap).ifPresent(conversation::hear);
        if (packet.isEmpty() || conversation.heardNews()) {
          conversation.turn();
          wakeAt(conversation.nextNanos());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Instead of the time that the turn before this one asked for. */
  private void wakeAt(long nanos) {
    long turn = ++turns;
    world.after(
        Duration.ofNanos(Math.max(1_000_000, nanos - host.clock().nanos())),
        () -> {
          if (process.isAlive() && turn == turns) {
            wake();
          }
        });
  }

  @Override
  public void olderSite(long serial, long newest, String peer, List<String> routers) {
    world.note(() -> host.name() + " holds serial " + serial + ", and " + peer + " " + newest);
  }

  @Override
  public void olderSiteOver(long serial) {
    world.note(() -> host.name() + " holds the newest serial again: " + serial);
  }

  private final class OnSegment implements Conversation.Wire {
    @Override
    public void follow(List<RouterConfig> routers) {}

    @Override
    public void send(byte[] packet) {
      segment.tell(host.name(), packet);
    }

    @Override
    public String error() {
      return "";
    }
  }
}

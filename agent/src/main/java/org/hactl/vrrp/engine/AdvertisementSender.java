package org.hactl.vrrp.engine;

import java.net.InetAddress;
import java.time.InstantSource;
import java.util.List;
import org.hactl.linux.socket.SendBatch;
import org.hactl.vrrp.model.Authentication;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.wire.AdvertisementEncoder;
import org.hactl.vrrp.wire.AhSequence;
import org.jspecify.annotations.Nullable;

/** Sends the advertisements of one router, and records whether they were sent. */
final class AdvertisementSender implements SendBatch.Outcome {
  private final AhSequence sequence;
  private final InstantSource wallClock;
  private final TrafficCounters traffic;
  private final ServingWatch serving;
  private RoleMemory.Place memory;
  private @Nullable AdvertisementEncoder encoder;

  /** Writes the other advertisements while the router changes on the wire. */
  private @Nullable AdvertisementEncoder other;

  private RouterConfig config;
  private int packetId;
  private int lastPriority;
  private long lastNanos;

  AdvertisementSender(
      RouterConfig config,
      AhSequence sequence,
      InstantSource wallClock,
      TrafficCounters traffic,
      ServingWatch serving,
      RoleMemory.Place memory) {
    this.config = config;
    this.sequence = sequence;
    this.wallClock = wallClock;
    this.traffic = traffic;
    this.serving = serving;
    this.memory = memory;
  }

  /** Remembers in this place from now on. */
  void remember(RoleMemory.Place place) {
    memory = place;
  }

  /**
   * Sends with this configuration and from this address from now on. While the router changes on
   * the wire, it sends both advertisements: another director may know only one of them.
   */
  void speakAs(InetAddress own, RouterConfig changed) {
    config = changed;
    encoder = new AdvertisementEncoder(changed, own);
    RouterConfig also = changed.alsoHeard();
    other = also == null ? null : new AdvertisementEncoder(also, own);
  }

  /**
   * The router is no longer master. The advertisements still in the batch do not count as a
   * master's.
   */
  void leftMaster() {
    lastPriority = 0;
    serving.leftMaster();
  }

  /**
   * Puts an advertisement into the batch, one for each destination.
   *
   * @param sender null if no socket is open
   */
  void send(VrrpNetwork.@Nullable Sender sender, int priority, long nowNanos) {
    AdvertisementEncoder writer = encoder;
    lastPriority = priority;
    lastNanos = nowNanos;
    if (writer == null || sender == null) {
      failed("no socket is open on " + config.sendInterface());
      return;
    }
    AdvertisementEncoder also = other;
    RouterConfig alsoHeard = config.alsoHeard();
    if (also != null && alsoHeard != null) {
      send(sender, also, alsoHeard, priority);
    }
    send(sender, writer, config, priority);
  }

  private void send(
      VrrpNetwork.Sender sender, AdvertisementEncoder writer, RouterConfig as, int priority) {
    int number = 0;
    if (as.authentication() instanceof Authentication.Ah) {
      number = sequence.next(wallClock.millis());
      memory.numbered(sequence.highest());
    }
    List<InetAddress> destinations = writer.destinations();
    for (int place = 0; place < destinations.size(); place++) {
      // Never 0: the kernel would replace it after AH has signed the header (raw(7)).
      packetId = packetId % 0xffff + 1;
      writer.encode(sender.next(), place, priority, packetId, number);
      sender.send(destinations.get(place), this);
    }
  }

  @Override
  public void sent() {
    traffic.advertisementSent();
    if (lastPriority > 0) {
      memory.advertised(config.advertInterval());
      serving.sent();
    }
  }

  @Override
  public void failed(String why) {
    traffic.failed(why);
    if (lastPriority > 0) {
      serving.failed(why, lastNanos);
    }
  }
}

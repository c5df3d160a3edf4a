package org.hactl.vrrp.engine;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.hactl.counters.EnumCounters;
import org.hactl.vrrp.model.Decoded;
import org.hactl.vrrp.model.RejectReason;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.protocol.SyncGroup;
import org.hactl.vrrp.protocol.SyncGroups;
import org.hactl.vrrp.protocol.VirtualRouter;
import org.hactl.vrrp.wire.AdvertisementDecoder;
import org.hactl.vrrp.wire.AhSequence;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a director's engine. They report the packets that the engine reads, and how its
 * routers decode them.
 */
final class ObservedProgram extends Program {
  private final Program program;
  private final Function<String, SimulatedRouter> routers;

  /**
   * The packet that the engine reads now, the router that gets it, and the router's decoding of it.
   */
  private @Nullable SimulatedPacket reading;

  private @Nullable SimulatedRouter lastReader;
  private @Nullable Decoded lastDecoded;

  /**
   * @param routers by name
   */
  ObservedProgram(Program program, Function<String, SimulatedRouter> routers) {
    this.program = program;
    this.routers = routers;
  }

  /**
   * @param packet the packet that the engine begins to read; null after the last one
   */
  void reads(@Nullable SimulatedPacket packet) {
    SimulatedPacket before = reading;
    if (packet == null && before != null && lastReader != null && lastDecoded != null) {
      lastReader.reads(before, lastDecoded);
    }
    reading = packet;
    lastReader = null;
    lastDecoded = null;
  }

  @Override
  VirtualRouter machine(RouterConfig config) {
    VirtualRouter machine = program.machine(config);
    routers.apply(config.name()).machine(machine);
    return machine;
  }

  @Override
  SyncGroups groups(SyncGroup.Observer observer) {
    return program.groups(observer);
  }

  @Override
  Segment segment(
      String interfaceName,
      VrrpNetwork below,
      LinkCache links,
      LongSupplier clock,
      EnumCounters<RejectReason> unassigned,
      Runnable drained) {
    return program.segment(interfaceName, below, links, clock, unassigned, drained);
  }

  @Override
  AhSequence sequence() {
    return program.sequence();
  }

  @Override
  AdvertisementDecoder decoder(RouterConfig config, InetAddress own, AhSequence sequence) {
    AdvertisementDecoder decoder = program.decoder(config, own, sequence);
    return new AdvertisementDecoder(config, own, sequence) {
      @Override
      public Decoded decode(ByteBuffer packet) {
        Decoded decoded = decoder.decode(packet);
        lastReader = routers.apply(config.name());
        lastDecoded = decoded;
        return decoded;
      }
    };
  }
}

package org.hactl.vrrp.engine;

import java.net.InetAddress;
import java.util.function.LongSupplier;
import org.hactl.counters.EnumCounters;
import org.hactl.vrrp.model.RejectReason;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.protocol.SyncGroup;
import org.hactl.vrrp.protocol.SyncGroups;
import org.hactl.vrrp.protocol.VirtualRouter;
import org.hactl.vrrp.wire.AdvertisementDecoder;
import org.hactl.vrrp.wire.AhSequence;

/**
 * Makes the parts of an engine. A simulation replaces one with a faulty part and expects a failure.
 */
class RouterFactory {
  VirtualRouter machine(RouterConfig config) {
    return new VirtualRouter(config);
  }

  SyncGroups groups(SyncGroup.Observer observer) {
    return new SyncGroups(observer);
  }

  Segment segment(
      String interfaceName,
      VrrpNetwork network,
      LinkCache links,
      LongSupplier clock,
      EnumCounters<RejectReason> unassigned,
      Runnable drained) {
    return new Segment(interfaceName, network, links, clock, unassigned, drained);
  }

  AhSequence sequence() {
    return new AhSequence();
  }

  AdvertisementDecoder decoder(RouterConfig config, InetAddress own, AhSequence sequence) {
    return new AdvertisementDecoder(config, own, sequence);
  }
}

package org.hactl.vrrp;

import java.net.InetAddress;
import java.util.function.LongSupplier;

/** What an engine is put together from; a simulation puts a wrong part in, to see that it shows. */
class Parts {
  VirtualRouter machine(RouterConfig config) {
    return new VirtualRouter(config);
  }

  SyncGroups groups(SyncGroup.Observer observer) {
    return new SyncGroups(observer);
  }

  Segment segment(
      String interfaceName,
      VrrpNetwork network,
      Links links,
      LongSupplier clock,
      RejectCounters unassigned,
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

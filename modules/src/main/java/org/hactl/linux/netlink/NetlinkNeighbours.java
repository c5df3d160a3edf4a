package org.hactl.linux.netlink;

import java.net.InetAddress;
import java.util.List;
import org.hactl.linux.kernel.Neighbours;
import org.hactl.linux.net.Family;

final class NetlinkNeighbours implements Neighbours {
  private final NetlinkClient client;

  NetlinkNeighbours(NetlinkClient client) {
    this.client = client;
  }

  @Override
  public void forget(InetAddress address) {
    List<byte[]> requests =
        client.list("neighbours", NeighbourCodec.list(Family.of(address))).stream()
            .filter(message -> NeighbourCodec.isLearned(message, address))
            .map(message -> NeighbourCodec.delete(address, NeighbourCodec.index(message)))
            .toList();
    if (!requests.isEmpty()) {
      // One that has gone meanwhile is forgotten, too.
      var _ = client.batch(requests);
    }
  }
}

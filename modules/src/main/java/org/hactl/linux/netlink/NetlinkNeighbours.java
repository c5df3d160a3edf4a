package org.hactl.linux.netlink;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.hactl.linux.kernel.Neighbours;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.MacAddress;

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

  @Override
  public Optional<MacAddress> find(InetAddress address) {
    return client.list("neighbours", NeighbourCodec.list(Family.of(address))).stream()
        .filter(message -> NeighbourCodec.isLearned(message, address))
        .flatMap(message -> NeighbourCodec.hardwareAddress(message).stream())
        .findFirst();
  }
}

package org.hactl.linux.netlink;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hactl.linux.kernel.AddressChange;
import org.hactl.linux.kernel.Addresses;
import org.hactl.linux.kernel.BatchResult;
import org.hactl.linux.kernel.InterfaceAddress;
import org.hactl.linux.kernel.InterfaceNames;
import org.hactl.linux.net.Family;

final class NetlinkAddresses implements Addresses {
  private final NetlinkClient client;
  private final NetlinkLinks links;

  NetlinkAddresses(NetlinkClient client, NetlinkLinks links) {
    this.client = client;
    this.links = links;
  }

  @Override
  public List<InterfaceAddress> list() {
    InterfaceNames names = links.names();
    List<InterfaceAddress> addresses = new ArrayList<>();
    for (Family family : Family.values()) {
      client.list("addresses", AddressCodec.list(family)).stream()
          .flatMap(message -> AddressCodec.decode(message, names).stream())
          // A kernel without IPv6 answers with the addresses of the other families.
          .filter(address -> address.prefix().family() == family)
          .forEach(addresses::add);
    }
    return addresses;
  }

  @Override
  public BatchResult apply(List<AddressChange> changes) {
    if (changes.isEmpty()) {
      return BatchResult.ok(0);
    }
    InterfaceNames names = links.names();
    Batch batch = new Batch();
    for (AddressChange change : changes) {
      String name = change.interfaceName();
      String object = change.prefix() + " dev " + name;
      Optional<Integer> index = names.index(name);
      if (index.isPresent()) {
        batch.add(change.operation(), object, AddressCodec.encode(change, index.get()));
      } else {
        batch.fail(names.missing(change.operation(), object, name));
      }
    }
    return batch.send(client);
  }
}

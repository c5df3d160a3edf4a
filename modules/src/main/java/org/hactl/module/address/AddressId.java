package org.hactl.module.address;

import java.util.Optional;
import org.hactl.linux.kernel.Link;
import org.hactl.linux.net.InetPrefix;
import org.hactl.module.ResourceId;

/** The identity of an address: the interface it is on, and the address with its prefix length. */
public record AddressId(String interfaceName, InetPrefix prefix) {
  /** The address that a resource's identity names; empty for a resource of another kind. */
  public static Optional<AddressId> of(ResourceId id) {
    int space = id.key().indexOf(' ');
    if (!id.kind().equals(AddressResource.KIND) || space < 0) {
      return Optional.empty();
    }
    return Optional.of(
        new AddressId(
            id.key().substring(0, space), InetPrefix.parse(id.key().substring(space + 1))));
  }

  /** Whether the address is on the loopback interface, as a real server's VIP is. */
  public boolean isOnLoopback() {
    return interfaceName.equals(Link.LOOPBACK);
  }

  /** This identity as a resource's identity. */
  public ResourceId resourceId() {
    return new ResourceId(AddressResource.KIND, interfaceName + " " + prefix);
  }
}

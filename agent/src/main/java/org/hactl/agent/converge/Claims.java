package org.hactl.agent.converge;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hactl.host.HostState;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.linux.kernel.Addresses;
import org.hactl.linux.kernel.CodecException;
import org.hactl.linux.kernel.InterfaceAddress;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.module.Owned;
import org.hactl.module.Resource;
import org.hactl.module.ResourceId;
import org.hactl.module.address.AddressResource;
import org.hactl.reconcile.Ownership;

/**
 * Enters the resources that may come with a role in the ownership journal before they exist on the
 * host, so that a failover does not wait for the disk, and a crash during a failover leaves nothing
 * behind that hactl does not know.
 */
final class Claims {
  private final Ownership ownership;
  private final Addresses kernel;

  Claims(Ownership ownership, Addresses kernel) {
    this.ownership = ownership;
    this.kernel = kernel;
  }

  /**
   * Claims every resource that may come with a role, including addresses that another program left
   * on the host: a backup must not have them. Call this after software was removed, such as a
   * keepalived that is master. An address owner (RFC 5798 section 1.6) keeps its own addresses,
   * whatever its role.
   */
  void take(HostState state) throws IOException {
    List<InterfaceAddress> foreign = foreign();
    Set<ResourceId> own =
        state.virtualRouters().stream()
            .filter(VirtualRouterSpec::ownsItsAddresses)
            .flatMap(router -> router.held().stream())
            .filter(held -> isAmong(foreign, held))
            .map(Resource::id)
            .collect(Collectors.toSet());
    ownership.take(
        state.virtualRouters().stream()
            .flatMap(router -> router.held().stream())
            .distinct()
            .filter(held -> !own.contains(held.id()))
            .map(held -> new Owned(held, prior(held)))
            .toList());
  }

  private static boolean isAmong(List<InterfaceAddress> addresses, Resource held) {
    return held instanceof AddressResource address
        && addresses.stream().anyMatch(address.inKernel()::sameIdentity);
  }

  /** Addresses on this host that hactl did not add. */
  private List<InterfaceAddress> foreign() throws IOException {
    try {
      return kernel.list().stream()
          .filter(address ->
              ownership
                  .find(AddressResource.id(address.interfaceName(), address.prefix()))
                  .isEmpty())
          .toList();
    } catch (LinuxException | CodecException e) {
      throw new IOException("the addresses cannot be listed: " + e.getMessage(), e);
    }
  }

  private Map<String, String> prior(Resource resource) {
    return ownership.find(resource.id()).map(Owned::prior).orElse(Map.of());
  }

  /**
   * When an interface gets another name, the addresses that roles brought stay on it: claims them
   * under the new name too. The next pass releases the claims under the old name.
   */
  void followRename(HostState state, String from, String to) throws IOException {
    List<Owned> moved = new ArrayList<>();
    for (VirtualRouterSpec router : state.virtualRouters()) {
      for (Resource held : router.held()) {
        // An address that the host state also lists as the host's own does not depend on a role.
        if (held instanceof AddressResource address
            && address.interfaceName().equals(from)
            && !state.resources().contains(held)
            && ownership.find(held.id()).isPresent()) {
          moved.add(new Owned(AddressResource.of(to, address.address()), prior(held)));
        }
      }
    }
    ownership.take(moved);
  }
}

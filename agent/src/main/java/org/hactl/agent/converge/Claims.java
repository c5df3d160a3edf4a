package org.hactl.agent.converge;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hactl.host.HostState;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.linux.kernel.CodecException;
import org.hactl.linux.kernel.InterfaceAddress;
import org.hactl.linux.kernel.Kernel;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.kernel.Route;
import org.hactl.linux.kernel.RouteProtocol;
import org.hactl.linux.kernel.Rule;
import org.hactl.module.Owned;
import org.hactl.module.Resource;
import org.hactl.module.ResourceId;
import org.hactl.module.address.AddressResource;
import org.hactl.module.address.AddressTags;
import org.hactl.module.route.RouteResource;
import org.hactl.module.rule.RuleResource;
import org.hactl.reconcile.Ownership;

/**
 * Enters the resources that may come with a role in the ownership journal before they exist on the
 * host, so that a failover does not wait for the disk, and a crash during a failover leaves nothing
 * behind that hactl does not know.
 */
final class Claims {
  private final Ownership ownership;
  private final Kernel kernel;

  Claims(Ownership ownership, Kernel kernel) {
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
    Found found = found();
    Set<ResourceId> own =
        state.virtualRouters().stream()
            .filter(VirtualRouterSpec::ownsItsAddresses)
            .flatMap(router -> router.held().stream())
            .filter(held -> found.isForeign(held))
            .map(Resource::id)
            .collect(Collectors.toSet());
    ownership.take(
        state.virtualRouters().stream()
            .flatMap(VirtualRouterSpec::claimed)
            .distinct()
            .filter(held -> !own.contains(held.id()))
            .map(held -> claim(held, found))
            .toList());
  }

  /**
   * The routers of which an address is on this host. An owner's addresses say nothing about roles.
   */
  Set<String> present(HostState state) throws IOException {
    try {
      List<InterfaceAddress> there = kernel.addresses().list();
      return state.virtualRouters().stream()
          .filter(router -> !router.ownsItsAddresses())
          .filter(
              router -> there.stream().anyMatch(each -> router.held().stream().anyMatch(is(each))))
          .map(VirtualRouterSpec::name)
          .collect(Collectors.toSet());
    } catch (LinuxException | CodecException e) {
      throw new IOException("the addresses cannot be listed: " + e.getMessage(), e);
    }
  }

  /** Whether a resource is this address, of whatever prefix length. */
  private static Predicate<Resource> is(InterfaceAddress there) {
    return held ->
        held instanceof AddressResource address
            && address.interfaceName().equals(there.interfaceName())
            && address.inKernel().prefix().address().equals(there.prefix().address());
  }

  /**
   * Claims as {@link #take} does, and in addition each address that another program has put on this
   * host with another prefix length than the state has: the next pass removes it.
   */
  void takeOver(HostState state) throws IOException {
    take(state);
    List<Resource> wanted =
        Stream.concat(
                state.resources().stream(),
                state.virtualRouters().stream().flatMap(router -> router.held().stream()))
            .toList();
    ownership.take(
        kernel.addresses().list().stream()
            .filter(each ->
                state.virtualRouters().stream()
                    .filter(router -> !router.ownsItsAddresses())
                    .flatMap(router -> router.held().stream())
                    .anyMatch(is(each)))
            .map(each ->
                (Resource) AddressResource.of(each.interfaceName(), each.prefix().toString()))
            .filter(each -> wanted.stream().noneMatch(held -> held.id().equals(each.id())))
            .map(each -> new Owned(each, Map.of()))
            .toList());
  }

  /**
   * Claims virtual services that were in place before hactl, and that no pass had to change: from
   * now on they go with the state that names them.
   *
   * @param found the services as IPVS has them, without those that the journal has
   */
  void takeServices(List<Owned> found) throws IOException {
    if (!found.isEmpty()) {
      ownership.take(found);
    }
  }

  /**
   * An object that hactl will add gets hactl's protocol number, and one that is there may have it.
   * What another program or an older agent left there counts as hactl's without the number.
   */
  private Owned claim(Resource held, Found found) {
    Owned before = ownership.find(held.id()).orElse(new Owned(held, Map.of()));
    boolean tagged = before.tagged() || !found.untagged().contains(held.id());
    return new Owned(held, before.prior(), tagged);
  }

  /**
   * What is on the host.
   *
   * @param foreign addresses that the journal does not have
   * @param untagged addresses, routes and rules without hactl's protocol number
   */
  private record Found(List<InterfaceAddress> foreign, Set<ResourceId> untagged) {
    boolean isForeign(Resource held) {
      return held instanceof AddressResource address
          && foreign.stream().anyMatch(address.inKernel()::sameIdentity);
    }
  }

  private Found found() throws IOException {
    List<InterfaceAddress> foreign = new ArrayList<>();
    Set<ResourceId> untagged = new HashSet<>();
    try {
      for (InterfaceAddress address : kernel.addresses().list()) {
        ResourceId id = AddressResource.id(address.interfaceName(), address.prefix());
        if (ownership.find(id).isEmpty()) {
          foreign.add(address);
        }
        if (!AddressTags.isTagged(address)) {
          untagged.add(id);
        }
      }
      for (Route route : kernel.routes().list()) {
        if (!route.protocol().equals(RouteProtocol.HACTL)) {
          untagged.add(RouteResource.id(route));
        }
      }
      for (Rule rule : kernel.rules().list()) {
        if (!rule.protocol().equals(RouteProtocol.HACTL)) {
          untagged.add(RuleResource.id(rule));
        }
      }
    } catch (LinuxException | CodecException e) {
      throw new IOException(
          "the addresses, routes and rules cannot be listed: " + e.getMessage(), e);
    }
    return new Found(foreign, untagged);
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
            && !state.resources().contains(held)) {
          ownership
              .find(held.id())
              .map(was ->
                  new Owned(AddressResource.of(to, address.address()), was.prior(), was.tagged()))
              .ifPresent(moved::add);
        }
      }
    }
    ownership.take(moved);
  }
}

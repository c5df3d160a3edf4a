package org.hactl.site.model;

import java.util.List;
import java.util.Optional;
import org.hactl.host.VirtualMac;
import org.hactl.linux.net.Family;
import org.hactl.module.Resource;

/**
 * The interface of its own that a virtual router has on each director.
 *
 * @param name empty for {@code vrrp.VRID}
 * @param mac empty for the RFC's
 * @param flag of an ipvlan
 * @param transmitBase whether advertisements leave by the interface below nevertheless; empty for
 *     what fits the router
 */
public record Vmac(
    Type type,
    Optional<String> name,
    Optional<String> mac,
    String flag,
    Optional<Boolean> transmitBase) {

  /** What the kernel makes. */
  public enum Type {
    /** With the virtual MAC address. */
    MACVLAN,
    /** With the MAC address of the interface below. */
    IPVLAN
  }

  public String name(Family family, int virtualRouterId) {
    return name.orElseGet(() -> VirtualMac.name(family, virtualRouterId));
  }

  /** The link on a director, with the sysctls that it needs. */
  public List<Resource> resources(String parent, Family family, int virtualRouterId) {
    String link = name(family, virtualRouterId);
    return switch (type) {
      case MACVLAN ->
          VirtualMac.macvlan(
              link, parent, mac.orElseGet(() -> VirtualMac.address(family, virtualRouterId)));
      case IPVLAN -> VirtualMac.ipvlan(link, parent, flag);
    };
  }

  /** Unicast has an address of the interface below; an ipvlan has no MAC address to show. */
  public boolean transmitsOnBase(boolean unicast) {
    return transmitBase.orElse(unicast || type == Type.IPVLAN);
  }
}

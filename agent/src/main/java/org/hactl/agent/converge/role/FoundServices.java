package org.hactl.agent.converge.role;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hactl.host.HostState;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.linux.kernel.CodecException;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.kernel.ipvs.Ipvs;
import org.hactl.linux.kernel.ipvs.IpvsEntry;
import org.hactl.linux.kernel.ipvs.IpvsServiceKey;
import org.hactl.linux.net.InetAddresses;
import org.hactl.module.Owned;
import org.hactl.reconcile.Ownership;
import org.hactl.reconcile.ServiceResources;
import org.hactl.reconcile.ServiceResources.Member;

/**
 * Reads the virtual services of a state that IPVS has already, such as those of the keepalived that
 * an apply adopts: their real servers stay in service until a check has decided.
 */
public final class FoundServices {
  private final Ipvs ipvs;
  private final Ownership ownership;
  private final ServiceResources shapes;

  public FoundServices(Ipvs ipvs, Ownership ownership, ServiceResources shapes) {
    this.ipvs = ipvs;
    this.ownership = ownership;
    this.shapes = shapes;
  }

  /**
   * The services that hactl does not own yet, with the real servers that they have now. Empty if
   * the table cannot be read: the pass meets the same error and reports it.
   */
  public List<Owned> of(HostState state) {
    List<Owned> found = new ArrayList<>();
    inTable(state)
        .forEach((service, entry) ->
            found.add(new Owned(shapes.virtualService(service, members(entry)), Map.of())));
    return found;
  }

  /**
   * Likewise, the same services without a check, with the real servers that get connections now.
   */
  public List<VirtualServiceSpec> serving(HostState state) {
    List<VirtualServiceSpec> serving = new ArrayList<>();
    inTable(state)
        .forEach((service, entry) -> {
          Set<String> inService =
              members(entry).stream()
                  .filter(each -> each.weight() > 0)
                  .map(each -> each.address() + " " + each.port())
                  .collect(Collectors.toSet());
          serving.add(
              service
                  .withRealServers(
                      service.realServers().stream()
                          .filter(each ->
                              inService.contains(
                                  InetAddresses.format(InetAddresses.parse(each.address()))
                                      + " "
                                      + each.port()))
                          .toList())
                  .toBuilder()
                  .check(null)
                  .build());
        });
    return serving;
  }

  private Map<VirtualServiceSpec, IpvsEntry> inTable(HostState state) {
    List<VirtualServiceSpec> foreign =
        state.virtualServices().stream()
            .filter(each -> ownership.find(shapes.id(each)).isEmpty())
            .toList();
    if (foreign.isEmpty()) {
      return Map.of();
    }
    Map<IpvsServiceKey, IpvsEntry> table = new HashMap<>();
    try {
      ipvs.list().forEach(entry -> table.put(entry.service().key(), entry));
    } catch (LinuxException | CodecException e) {
      return Map.of();
    }
    Map<VirtualServiceSpec, IpvsEntry> found = new LinkedHashMap<>();
    for (VirtualServiceSpec service : foreign) {
      IpvsEntry entry = table.get(service.key());
      if (entry != null) {
        found.put(service, entry);
      }
    }
    return found;
  }

  private static List<Member> members(IpvsEntry entry) {
    return entry.destinations().stream()
        .map(each -> new Member(InetAddresses.format(each.address()), each.port(), each.weight()))
        .toList();
  }
}

package org.hactl.reconcile;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.module.Resource;
import org.hactl.reconcile.ServiceResources.Member;
import org.jspecify.annotations.Nullable;

/**
 * The resources that were made of virtual services the last time, by the very specification. A host
 * state shares the specifications that did not change with the state before it, so that of a
 * thousand services only those are made anew whose members are others now.
 */
final class MadeServices {
  /**
   * @param members of which the resource was made
   */
  record Made(List<Member> members, Resource resource) {}

  private final Map<VirtualServiceSpec, Made> made = new IdentityHashMap<>();

  @Nullable Made get(VirtualServiceSpec service) {
    return made.get(service);
  }

  void put(VirtualServiceSpec service, Made each) {
    made.put(service, each);
  }
}

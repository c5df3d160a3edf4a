package org.hactl.module.ipvs;

import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Map;
import org.hactl.linux.kernel.ipvs.IpvsEntry;

/**
 * Wanted services as the kernel will have them. A pass shares the resources that did not change
 * with the pass before it, so each is translated once. For one thread.
 */
final class KernelForms {
  private Map<IpvsResource, IpvsEntry> known = new IdentityHashMap<>();

  IpvsEntry of(IpvsResource wanted) {
    return known.computeIfAbsent(wanted, IpvsResource::inKernel);
  }

  /** Forgets all others. */
  void retain(Collection<IpvsResource> wanted) {
    Map<IpvsResource, IpvsEntry> kept = new IdentityHashMap<>();
    wanted.forEach(each -> {
      IpvsEntry form = known.get(each);
      if (form != null) {
        kept.put(each, form);
      }
    });
    known = kept;
  }
}

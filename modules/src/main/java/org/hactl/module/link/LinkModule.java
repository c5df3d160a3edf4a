package org.hactl.module.link;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.hactl.linux.Errno;
import org.hactl.linux.Kernel;
import org.hactl.linux.Link;
import org.hactl.linux.Links;
import org.hactl.linux.LinuxException;
import org.hactl.linux.NewLink;
import org.hactl.module.Action;
import org.hactl.module.Change;
import org.hactl.module.ChangeResult;
import org.hactl.module.FieldChange;
import org.hactl.module.Module;
import org.hactl.module.ModuleException;
import org.hactl.module.Owned;
import org.hactl.module.Phase;
import org.hactl.module.Plan;
import org.hactl.module.kernel.KernelReading;

/**
 * Interfaces on top of others. One of that name that somebody else made is never touched: if it is
 * as wanted it will do, else it is a problem. {@code exclusive} takes nothing: whose interfaces
 * there are besides is not for a site to say.
 */
public final class LinkModule implements Module<LinkResource, LinkModule.Observed> {
  private final Kernel kernel;

  public LinkModule(Kernel kernel) {
    this.kernel = kernel;
  }

  /** All interfaces of the host. */
  public record Observed(List<Link> links) {
    public Observed {
      links = List.copyOf(links);
    }
  }

  @Override
  public String kind() {
    return LinkResource.KIND;
  }

  @Override
  public Class<LinkResource> resourceType() {
    return LinkResource.class;
  }

  @Override
  public Phase phase() {
    return Phase.NETWORK;
  }

  @Override
  public Observed observe(Collection<LinkResource> desired, Collection<Owned> owned)
      throws ModuleException {
    return KernelReading.read(() -> new Observed(kernel.links().list()));
  }

  @Override
  public Plan plan(
      Collection<LinkResource> desired,
      Collection<Owned> owned,
      Observed observed,
      boolean exclusive) {
    return new LinkPlan(owned, observed.links()).plan(desired);
  }

  @Override
  public List<ChangeResult> apply(List<Change> changes) {
    List<ChangeResult> results = new ArrayList<>();
    for (Change change : changes) {
      try {
        make(kernel.links(), change);
        results.add(ChangeResult.ok(change));
      } catch (LinuxException e) {
        results.add(new ChangeResult(change, error(change, e)));
      }
    }
    return results;
  }

  private static void make(Links links, Change change) {
    if (!(change.desired() instanceof LinkResource wanted)) {
      remove(links, change.id().key());
      return;
    }
    NewLink link = wanted.inKernel();
    List<String> fields = change.fields().stream().map(FieldChange::field).toList();
    if (change.action() == Action.UPDATE && LinkPlan.CHANGEABLE.containsAll(fields)) {
      if (fields.contains(LinkPlan.MAC) && link.mac() != null) {
        links.setMac(link.name(), link.mac());
      }
      links.setUp(link.name(), true);
      return;
    }
    if (change.action() == Action.UPDATE) {
      remove(links, link.name());
    }
    links.add(link);
  }

  private static void remove(Links links, String name) {
    try {
      links.remove(name);
    } catch (LinuxException e) {
      if (!e.errno().equals(Errno.ENODEV)) {
        throw e;
      }
    }
  }

  private static ModuleException error(Change change, LinuxException e) {
    boolean unknown = e.errno().equals(Errno.EOPNOTSUPP);
    String hint = unknown ? "; this host's kernel has no links of that type (modprobe?)" : "";
    return new ModuleException(change.id() + ": " + e.getMessage() + hint, e);
  }
}

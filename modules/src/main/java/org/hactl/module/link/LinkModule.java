package org.hactl.module.link;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.Kernel;
import org.hactl.linux.kernel.Link;
import org.hactl.linux.kernel.Links;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.kernel.NewLink;
import org.hactl.module.Action;
import org.hactl.module.Change;
import org.hactl.module.ChangeResult;
import org.hactl.module.FieldChange;
import org.hactl.module.ModuleException;
import org.hactl.module.ResourceId;
import org.hactl.module.kernel.KernelModule;
import org.hactl.module.kernel.KernelState;
import org.hactl.module.kernel.KernelTerms;

/**
 * Interfaces on top of other interfaces. hactl never changes an interface that it did not create:
 * if one has a wanted name, hactl accepts it when it is as wanted, and otherwise reports a problem.
 * {@code exclusive} removes nothing: a site does not decide which other interfaces a host has.
 */
public final class LinkModule extends KernelModule<LinkResource, Link> {
  public LinkModule(Kernel kernel) {
    super(LinkResource.KIND, LinkResource.class, kernel);
  }

  @Override
  protected List<Link> list() {
    return kernel().links().list();
  }

  @Override
  protected KernelState<Link> state() {
    List<Link> links = list();
    return new KernelState<>(links, links);
  }

  @Override
  protected KernelTerms<LinkResource, Link> terms(
      Collection<LinkResource> desired, KernelState<Link> observed) {
    return new LinkTerms(desired, observed.found());
  }

  /**
   * First removes all links that will be created again, each before its parent: an interface can
   * have only macvlans or only ipvlans on it.
   */
  @Override
  public List<ChangeResult> apply(List<Change> changes) {
    Links links = kernel().links();
    Map<ResourceId, ModuleException> errors = new HashMap<>();
    for (Change change : changes.reversed()) {
      if (isMadeAnew(change)) {
        attempt(change, errors, () -> remove(links, change.id().key()));
      }
    }
    List<ChangeResult> results = new ArrayList<>();
    for (Change change : changes) {
      if (!errors.containsKey(change.id())) {
        attempt(change, errors, () -> make(links, change));
      }
      results.add(new ChangeResult(change, errors.get(change.id())));
    }
    return results;
  }

  private static void attempt(
      Change change, Map<ResourceId, ModuleException> errors, Runnable step) {
    try {
      step.run();
    } catch (LinuxException e) {
      errors.put(change.id(), error(change, e));
    }
  }

  private static boolean isMadeAnew(Change change) {
    return change.action() == Action.UPDATE
        && !change.fields().stream()
            .map(FieldChange::field)
            .allMatch(LinkTerms.CHANGEABLE::contains);
  }

  private static void make(Links links, Change change) {
    if (!(change.desired() instanceof LinkResource wanted)) {
      remove(links, change.id().key());
      return;
    }
    NewLink link = wanted.inKernel();
    if (change.action() != Action.UPDATE || isMadeAnew(change)) {
      links.add(link);
      return;
    }
    boolean newMac = change.fields().stream().anyMatch(each -> each.field().equals(LinkTerms.MAC));
    if (newMac && link.mac() != null) {
      links.setMac(link.name(), link.mac());
    }
    links.setUp(link.name(), true);
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

package org.hactl.reconcile;

import java.util.List;
import org.hactl.host.CheckPath;
import org.hactl.host.CheckPaths;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.module.Resource;
import org.hactl.reconcile.ServiceResources.Member;

/**
 * The services with which checks ask VIPs through one real server, whatever the roles and the
 * health. Made once for a state.
 */
final class CheckServices {
  private final ServiceResources shapes;

  /** Of the last call. It saves work, and the results do not depend on it. */
  private volatile Made before = new Made(List.of(), List.of());

  private record Made(List<VirtualServiceSpec> services, List<Resource> resources) {}

  CheckServices(ServiceResources shapes) {
    this.shapes = shapes;
  }

  List<Resource> of(List<VirtualServiceSpec> services) {
    Made known = before;
    if (known.services() != services) {
      known = new Made(services, CheckPaths.of(services).all().stream().map(this::made).toList());
      before = known;
    }
    return known.resources();
  }

  private Resource made(CheckPath path) {
    return shapes.virtualService(path.service(), List.of(new Member(path.address(), 0, 1)));
  }
}

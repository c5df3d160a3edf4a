package org.hactl.site.resolve;

import java.util.ArrayList;
import java.util.List;
import org.hactl.module.Resource;
import org.hactl.module.sync.ConnectionSyncResource;
import org.hactl.module.sync.ConnectionSyncResource.Role;
import org.hactl.site.model.ConnectionSync;
import org.hactl.site.model.Director;
import org.hactl.site.model.Site;

/** What connection sync needs on a director. */
final class SyncResources {
  private SyncResources() {}

  /**
   * Each director sends and receives in any role: one that becomes master has the connections, and
   * gives its own ones back.
   */
  static List<Resource> of(Site site, ConnectionSync sync, String host) {
    Director first = site.directorships(host).getFirst();
    String interfaceName = sync.interfaceName().orElse(first.interfaceName());
    int id = sync.id().orElseGet(() -> smallestRouterId(site));
    List<Resource> resources = new ArrayList<>();
    for (Role role : Role.values()) {
      resources.add(
          new ConnectionSyncResource(
              role,
              interfaceName,
              id,
              sync.group().orElse(null),
              sync.port().orElse(null),
              sync.ttl().orElse(null),
              sync.maxLength().orElse(null)));
    }
    return resources;
  }

  private static int smallestRouterId(Site site) {
    return site.virtualRouters().stream()
        .flatMap(router -> router.directors().stream())
        .mapToInt(director -> director.settings().protocol().virtualRouterId())
        .min()
        .orElse(0);
  }

  /**
   * With {@code sloppy_tcp} a new master also takes a packet of a TCP connection that it has not
   * been told of: the real server then answers with a reset, and the client connects again instead
   * of waiting (Linux, Documentation/networking/ipvs-sysctl.rst).
   */
  static List<Resource> unlessDeclared(ConnectionSync sync) {
    List<Resource> resources = new ArrayList<>();
    resources.add(NetworkResourceFactory.sysctl("net.ipv4.vs.sloppy_tcp", "1"));
    sync.refreshSeconds()
        .ifPresent(seconds ->
            resources.add(
                NetworkResourceFactory.sysctl(
                    "net.ipv4.vs.sync_refresh_period", Integer.toString(seconds))));
    return resources;
  }
}

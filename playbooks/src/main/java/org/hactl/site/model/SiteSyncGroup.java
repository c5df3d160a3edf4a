package org.hactl.site.model;

import java.util.List;
import org.hactl.host.HookSpec;
import org.hactl.yaml.Located;
import org.hactl.yaml.Mark;

/** Virtual routers that are master together or not at all, and the group's place in the site. */
public record SiteSyncGroup(
    String name,
    List<Located<String>> routers,
    List<TrackSettings> tracks,
    List<HookSpec> hooks,
    Mark at) {
  public SiteSyncGroup {
    routers = List.copyOf(routers);
    tracks = List.copyOf(tracks);
    hooks = List.copyOf(hooks);
  }

  public boolean has(String router) {
    return routers.stream().anyMatch(member -> member.value().equals(router));
  }
}

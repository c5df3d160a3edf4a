package org.hactl.site.shape;

import java.util.List;
import org.hactl.site.model.SiteSyncGroup;
import org.hactl.yaml.Fields;
import org.hactl.yaml.Named;
import org.hactl.yaml.Shape;

/** One entry of {@code sync_groups}, without its name. */
public final class SyncGroupShape {
  public static final Shape<SiteSyncGroup> SHAPE = group();

  private SyncGroupShape() {}

  public static SiteSyncGroup named(Named<SiteSyncGroup> entry) {
    SiteSyncGroup group = entry.value();
    return new SiteSyncGroup(
        entry.name(), group.routers(), group.tracks(), group.hooks(), entry.nameAt());
  }

  private static Shape<SiteSyncGroup> group() {
    Fields f = new Fields("Virtual routers that change their role together");
    var routers =
        f.required("routers", Shape.list(Shape.string().located()), "Two or more virtual routers");
    var track =
        f.optional("track", TrackedShape.SHAPE, List.of(), "Trackers that all members depend on");
    var notify =
        f.optional(
            "notify",
            HookShape.SHAPE,
            "Commands and FIFOs for the group's transitions; those of the site run too");
    return f.into(v ->
        new SiteSyncGroup(
            "", v.get(routers), v.get(track), v.get(notify).orElse(List.of()), v.at()));
  }
}

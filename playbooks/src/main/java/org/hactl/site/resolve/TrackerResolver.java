package org.hactl.site.resolve;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hactl.host.TrackExpression;
import org.hactl.site.model.SiteTracker;
import org.hactl.site.shape.Shapes;
import org.hactl.site.shape.TrackerShape;
import org.hactl.yaml.Decoding;
import org.hactl.yaml.Named;
import org.hactl.yaml.YamlNode;

/** Renders the site's trackers for each director. */
public final class TrackerResolver {
  private final HostLookup hosts;
  private final Decoding in;

  public TrackerResolver(HostLookup hosts, Decoding in) {
    this.hosts = hosts;
    this.in = in;
  }

  /** The trackers of each of these directors, in the order of the site. */
  public SortedMap<String, List<SiteTracker>> resolve(
      List<Named<YamlNode>> entries, Set<String> directors) {
    SortedMap<String, List<SiteTracker>> trackers = new TreeMap<>();
    for (Named<YamlNode> entry : entries) {
      Decoding here = in.below(entry.name());
      if (!TrackExpression.isName(entry.name())) {
        in.problems()
            .add(
                entry.nameAt(),
                here.path() + ": a tracker's name is used in expressions; " + Shapes.NAME_RULE);
      }
      for (String host : directors) {
        TrackerShape.SHAPE
            .decode(entry.value(), here.rendering(hosts.renderer(host)))
            .map(nameless -> new SiteTracker(nameless.apply(entry.name()), entry.nameAt()))
            .ifPresent(
                tracker -> trackers.computeIfAbsent(host, any -> new ArrayList<>()).add(tracker));
      }
      if (directors.isEmpty()) {
        TrackerShape.SHAPE.decode(entry.value(), here);
      }
    }
    return trackers;
  }
}

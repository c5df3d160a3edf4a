package org.hactl.site.shape;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import org.hactl.module.ipvs.IpvsResource;
import org.hactl.yaml.Definitions;
import org.hactl.yaml.Fields;
import org.hactl.yaml.Key;
import org.hactl.yaml.Shape;
import org.hactl.yaml.YamlNode;

/**
 * The top of {@code site.yml}. Each key's value is left as a node and decoded on its own, so that
 * an error in one part does not hide the errors in another part.
 */
public final class SiteShape {
  /** The kinds that a site can make exclusive. */
  private static final Set<String> EXCLUSIVE_KINDS = Set.of(IpvsResource.KIND);

  public static final Shape<String> NAME =
      Shape.string()
          .check(text -> {
            if (!Shapes.isName(text)) {
              throw new IllegalArgumentException(Shapes.NAME_RULE);
            }
          });

  public static final Shape<Set<String>> EXCLUSIVE =
      Shape.either(
          Shape.bool().map(yes -> yes ? EXCLUSIVE_KINDS : Set.<String>of()),
          Shape.list(Shape.choice(Map.of("ipvs", IpvsResource.KIND))).map(Set::copyOf));

  /** One is in force; another one takes its place if its file is damaged. */
  public static final Shape<Integer> GENERATIONS = Shape.integer(2, 100);

  private static final Fields TOP =
      new Fields("A highly available load balancer, and what its hosts need");

  public static final Key<YamlNode> SITE =
      TOP.required("site", Shape.deferred(NAME), "The site's name; a host belongs to one site");
  public static final Key<?> NOTIFY =
      part(
          "notify",
          NotifyShape.SHAPE,
          "Notifications of transitions and of real servers that fail or recover");
  public static final Key<?> VRRP =
      part("vrrp", Shape.entries(VirtualRouterShape.SHAPE), "The virtual routers, by name");
  public static final Key<?> SYNC_GROUPS =
      part(
          "sync_groups",
          Shape.entries(SyncGroupShape.SHAPE),
          "Virtual routers that are master together or not at all, by the group's name");
  public static final Key<?> TRACK =
      part(
          "track",
          Shape.entries(TrackerShape.SHAPE),
          "Trackers that virtual routers can depend on, by name; rendered with each director's"
              + " variables");
  public static final Key<?> BFD =
      part(
          "bfd",
          Shape.entries(BfdShape.SHAPE),
          "BFD sessions of the directors, by name; rendered with each director's variables");
  public static final Key<?> SERVICES =
      part("services", Shape.entries(VirtualServiceShape.SHAPE), "The virtual services, by name");
  public static final Key<?> IPVS =
      part("ipvs", IpvsShape.SHAPE, "What all virtual services of a director share");
  public static final Key<?> HOSTS =
      part(
          "hosts",
          Shape.entries(HostShape.SHAPE),
          "What else hosts need, by group or host; rendered with each host's variables");
  public static final Key<?> DRIFT =
      part(
          "drift",
          DriftShape.SHAPE,
          "When the agent compares the whole host, and what it does about drift");
  public static final Key<?> ROLLOUT =
      part("rollout", RolloutShape.SHAPE, "How an apply goes through the site");
  public static final Key<?> GENERATIONS_KEY =
      part(
          "kept_generations",
          GENERATIONS,
          "How many confirmed generations each host keeps for hactl rollback; 10 without this key");
  public static final Key<?> METRICS =
      part(
          "metrics",
          MetricsShape.SHAPE,
          "Metrics for Prometheus; without this key no TCP port is opened");
  public static final Key<?> EXCLUSIVE_KEY =
      part(
          "exclusive",
          EXCLUSIVE,
          "true: directors remove what other programs put into the IPVS table; false: they report"
              + " it and leave it");

  /** Checks the keys; the values are decoded one by one. */
  public static final Shape<Boolean> SHAPE = TOP.into(v -> true);

  private SiteShape() {}

  /** The JSON Schema (2020-12) of the file. */
  public static ObjectNode schema() {
    return Definitions.document("A hactl site (site.yml)", SHAPE);
  }

  private static Key<?> part(String name, Shape<?> shape, String description) {
    return TOP.optional(name, Shape.deferred(shape), description);
  }
}

package org.hactl.site;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.hactl.host.DriftPolicy;
import org.hactl.host.HostState;
import org.hactl.inventory.Inventory;
import org.hactl.site.check.Findings;
import org.hactl.site.check.HostChecks;
import org.hactl.site.check.OwnAddressChecks;
import org.hactl.site.check.SyncGroupChecks;
import org.hactl.site.check.TrackChecks;
import org.hactl.site.check.VirtualRouterChecks;
import org.hactl.site.check.VirtualServiceChecks;
import org.hactl.site.check.WeightChecks;
import org.hactl.site.model.Declared;
import org.hactl.site.model.IpvsSettings;
import org.hactl.site.model.NotifySettings;
import org.hactl.site.model.RolloutPolicy;
import org.hactl.site.model.Site;
import org.hactl.site.model.SitePolicies;
import org.hactl.site.model.SiteRouter;
import org.hactl.site.model.SiteSyncGroup;
import org.hactl.site.model.VirtualService;
import org.hactl.site.resolve.BfdResolver;
import org.hactl.site.resolve.DeclaredResolver;
import org.hactl.site.resolve.DeclaredResources;
import org.hactl.site.resolve.FileContents;
import org.hactl.site.resolve.HostLookup;
import org.hactl.site.resolve.SiteSection;
import org.hactl.site.resolve.TrackerResolver;
import org.hactl.site.resolve.VirtualRouterResolver;
import org.hactl.site.resolve.VirtualServiceResolver;
import org.hactl.site.shape.DriftShape;
import org.hactl.site.shape.IpvsShape;
import org.hactl.site.shape.MetricsShape;
import org.hactl.site.shape.NotifyShape;
import org.hactl.site.shape.RolloutShape;
import org.hactl.site.shape.SiteShape;
import org.hactl.site.shape.SyncGroupShape;
import org.hactl.site.shape.VirtualServiceShape;
import org.hactl.yaml.Decoding;
import org.hactl.yaml.Key;
import org.hactl.yaml.Named;
import org.hactl.yaml.Problems;
import org.hactl.yaml.YamlMap;
import org.hactl.yaml.YamlNode;
import org.hactl.yaml.YamlReader;

/** Reads {@code site.yml} and checks it as a whole against an inventory. */
public final class SiteReader {
  private final SiteSection top;
  private final HostLookup hosts;
  private final Findings findings;
  private final Path folder;

  private SiteReader(Path file, YamlNode root, Inventory inventory, Findings findings) {
    this.hosts = new HostLookup(inventory);
    this.findings = findings;
    this.top =
        new SiteSection(root, Decoding.into(findings.errors()).rendering(inventory.siteScope()));
    this.folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
  }

  /**
   * Reads a site.
   *
   * @param errors gets everything that is wrong with the site
   * @param warnings gets what is allowed but probably a mistake
   * @return the site; empty if there are errors
   */
  public static Optional<Site> read(
      Path file, Inventory inventory, Problems errors, Problems warnings) {
    Problems own = new Problems();
    Optional<Site> site =
        YamlReader.read(file, own)
            .flatMap(
                root -> new SiteReader(file, root, inventory, new Findings(own, warnings)).site());
    own.all().forEach(problem -> errors.add(PasswordMask.of(problem)));
    return own.isEmpty() ? site : Optional.empty();
  }

  /** The JSON Schema (2020-12) of {@code site.yml}. */
  public static ObjectNode schema() {
    return SiteShape.schema();
  }

  private Optional<Site> site() {
    SiteShape.SHAPE.decode(top.node(), top.in());
    if (!(top.node() instanceof YamlMap)) {
      return Optional.empty();
    }
    Optional<String> name = top.get(SiteShape.SITE, SiteShape.NAME);
    SitePolicies policies = policies();
    List<SiteRouter> routers = routers();
    List<VirtualService> services = services(routers);
    SortedMap<String, List<Declared>> declared =
        new DeclaredResolver(
                hosts, new DeclaredResources(new FileContents(folder)), top.below(SiteShape.HOSTS))
            .resolve(top.nodes(SiteShape.HOSTS));
    Set<String> directors = Site.directors(routers);
    List<Named<YamlNode>> trackers = top.nodes(SiteShape.TRACK);
    List<Named<YamlNode>> sessions = top.nodes(SiteShape.BFD);
    Site site =
        new Site(
            name.orElse(""),
            policies,
            routers,
            syncGroups(),
            new TrackerResolver(hosts, top.below(SiteShape.TRACK)).resolve(trackers, directors),
            new BfdResolver(hosts, top.below(SiteShape.BFD), directors).resolve(sessions),
            services,
            declared);
    new VirtualRouterChecks(findings).check(routers, hosts.addresses());
    new VirtualServiceChecks(
            findings,
            routers,
            policies.ipvs().connectionSync().isPresent(),
            new OwnAddressChecks.Hosts(hosts.addresses(), declared))
        .check(services);
    new TrackChecks(findings, site).check(trackers, sessions, top.nodes(SiteShape.SERVICES));
    new WeightChecks(findings, site).check();
    new SyncGroupChecks(findings, site, names(SiteShape.VRRP)).check();
    new HostChecks(findings).check(site);
    return Optional.of(site);
  }

  private SitePolicies policies() {
    return new SitePolicies(
        top.get(SiteShape.NOTIFY, NotifyShape.SHAPE).orElse(NotifySettings.NONE),
        top.get(SiteShape.METRICS, MetricsShape.SHAPE).orElse(null),
        top.get(SiteShape.DRIFT, DriftShape.SHAPE).orElse(DriftPolicy.DEFAULT),
        top.get(SiteShape.EXCLUSIVE_KEY, SiteShape.EXCLUSIVE).orElse(Set.of()),
        top.get(SiteShape.ROLLOUT, RolloutShape.SHAPE).orElse(RolloutPolicy.DEFAULT),
        top.get(SiteShape.GENERATIONS_KEY, SiteShape.GENERATIONS)
            .orElse(HostState.DEFAULT_GENERATIONS),
        top.get(SiteShape.IPVS, IpvsShape.SHAPE).orElse(IpvsSettings.NONE));
  }

  private List<SiteRouter> routers() {
    VirtualRouterResolver resolver = new VirtualRouterResolver(hosts, top.below(SiteShape.VRRP));
    List<SiteRouter> routers = new ArrayList<>();
    for (Named<YamlNode> node : top.nodes(SiteShape.VRRP)) {
      resolver.resolve(node).ifPresent(routers::add);
    }
    return routers;
  }

  private List<SiteSyncGroup> syncGroups() {
    return top.entries(SiteShape.SYNC_GROUPS, SyncGroupShape.SHAPE).stream()
        .map(entry -> SyncGroupShape.named(entry.named()))
        .toList();
  }

  private List<String> names(Key<?> key) {
    return top.nodes(key).stream().map(Named::name).toList();
  }

  private List<VirtualService> services(List<SiteRouter> routers) {
    List<String> routerNames = names(SiteShape.VRRP);
    VirtualServiceResolver resolver =
        new VirtualServiceResolver(hosts, top.below(SiteShape.SERVICES), routerNames, routers);
    List<VirtualService> services = new ArrayList<>();
    for (Named<YamlNode> node : top.nodes(SiteShape.SERVICES)) {
      VirtualServiceShape.SHAPE
          .decode(node.value(), top.below(SiteShape.SERVICES).below(node.name()))
          .ifPresentOrElse(
              draft -> resolver.resolve(node.name(), node.nameAt(), draft).ifPresent(services::add),
              () -> resolver.checkParts(node));
    }
    return services;
  }
}

package org.hactl.site.check;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hactl.site.model.Director;
import org.hactl.site.model.Site;
import org.hactl.site.model.SiteRouter;
import org.hactl.site.model.SiteSyncGroup;
import org.hactl.site.shape.Shapes;
import org.hactl.yaml.Located;
import org.hactl.yaml.Nearest;

/** Checks that the members of a sync group exist and can be master together. */
public final class SyncGroupChecks {
  private final Findings findings;
  private final Site site;
  private final List<String> routerNames;

  /**
   * @param routerNames all virtual routers that the site declares, including those with errors
   */
  public SyncGroupChecks(Findings findings, Site site, List<String> routerNames) {
    this.findings = findings;
    this.site = site;
    this.routerNames = routerNames;
  }

  public void check() {
    Map<String, SiteSyncGroup> taken = new HashMap<>();
    for (SiteSyncGroup group : site.syncGroups()) {
      if (!Shapes.isName(group.name())) {
        error(group, "", Shapes.NAME_RULE);
      }
      if (group.routers().size() < 2) {
        error(group, ".routers", "a sync group needs at least two virtual routers");
      }
      Set<String> seen = new HashSet<>();
      for (Located<String> member : group.routers()) {
        if (!seen.add(member.value())) {
          error(group, member, member.value() + " is named twice");
          continue;
        }
        member(group, member);
        SiteSyncGroup other = taken.putIfAbsent(member.value(), group);
        if (other != null) {
          error(
              group,
              member,
              "%s is also in the group %s (line %d); a virtual router can be in only one"
                  .formatted(member.value(), other.name(), other.at().line()));
        }
      }
      together(group);
    }
  }

  private void member(SiteSyncGroup group, Located<String> member) {
    if (!routerNames.contains(member.value())) {
      findings
          .errors()
          .add(
              member.at(),
              "sync_groups.%s.routers: there is no virtual router \"%s\""
                  .formatted(group.name(), member.value()),
              Nearest.to(member.value(), routerNames).orElse(null));
    }
  }

  private void together(SiteSyncGroup group) {
    List<SiteRouter> members =
        group.routers().stream().flatMap(member -> router(member.value()).stream()).toList();
    if (members.size() < 2) {
      return;
    }
    SiteRouter first = members.getFirst();
    for (SiteRouter other : members) {
      if (!hosts(first).equals(hosts(other))) {
        error(
            group,
            ".routers",
            "%s has the directors %s, but %s has %s; all members of a group need the same directors"
                .formatted(
                    first.name(),
                    String.join(", ", hosts(first)),
                    other.name(),
                    String.join(", ", hosts(other))));
        return;
      }
      if (!preferred(first).equals(preferred(other))) {
        error(
            group,
            ".routers",
            "%s prefers %s, but %s prefers %s, so they could never be master together; give them the same order of priorities"
                .formatted(first.name(), preferred(first), other.name(), preferred(other)));
        return;
      }
      if (first.settings().protocol().preempt() != other.settings().protocol().preempt()) {
        findings.warning(
            group.at(),
            "sync_groups.%s: preempt is %s for %s and %s for %s; a group preempts only if all its members do"
                .formatted(
                    group.name(),
                    first.settings().protocol().preempt(),
                    first.name(),
                    other.settings().protocol().preempt(),
                    other.name()));
      }
    }
  }

  private Optional<SiteRouter> router(String name) {
    return site.virtualRouters().stream().filter(r -> r.name().equals(name)).findFirst();
  }

  private static List<String> hosts(SiteRouter router) {
    return router.directors().stream().map(Director::host).sorted().toList();
  }

  private static String preferred(SiteRouter router) {
    return router.directors().stream()
        .max(Comparator.comparingInt(Director::priority))
        .map(Director::host)
        .orElse("");
  }

  private void error(SiteSyncGroup group, String key, String message) {
    findings.error(group.at(), "sync_groups." + group.name() + key + ": " + message);
  }

  private void error(SiteSyncGroup group, Located<String> member, String message) {
    findings.error(member.at(), "sync_groups." + group.name() + ".routers: " + message);
  }
}

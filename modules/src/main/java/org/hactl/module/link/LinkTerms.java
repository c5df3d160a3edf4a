package org.hactl.module.link;

import static org.hactl.module.kernel.KernelPlan.compare;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hactl.linux.kernel.Link;
import org.hactl.linux.kernel.LinkKind;
import org.hactl.linux.kernel.NewLink;
import org.hactl.module.FieldChange;
import org.hactl.module.Owned;
import org.hactl.module.ResourceId;
import org.hactl.module.kernel.KernelTerms;
import org.jspecify.annotations.Nullable;

/** Compares links. Pure. */
final class LinkTerms implements KernelTerms<LinkResource, Link> {
  static final String MAC = "mac";
  private static final String UP = "up";
  private static final String FIELD = "link";

  /**
   * The fields that hactl can correct on an existing link. If another field differs, the link is
   * removed and created again.
   */
  static final Set<String> CHANGEABLE = Set.of(MAC, UP);

  private final Map<String, LinkResource> wanted = new HashMap<>();
  private final Map<ResourceId, Link> found = new HashMap<>();
  private final Map<Integer, Link> byIndex = new HashMap<>();

  LinkTerms(Collection<LinkResource> desired, Collection<Link> links) {
    desired.forEach(link -> wanted.put(link.name(), link));
    links.forEach(link -> {
      found.put(id(link), link);
      byIndex.put(link.index(), link);
    });
  }

  @Override
  public ResourceId id(Link link) {
    return LinkResource.id(link.name());
  }

  /** The parent; none if the site wants the parent too, because it is then created first. */
  @Override
  public Stream<String> interfaces(LinkResource link, @Nullable Link now) {
    return now == null && !wanted.containsKey(link.parent())
        ? Stream.of(link.parent())
        : Stream.empty();
  }

  @Override
  public List<FieldChange> differences(LinkResource link, @Nullable Link now, boolean owned) {
    return now == null
        ? List.of(new FieldChange(FIELD, null, LinkText.of(link)))
        : differences(link.inKernel(), now);
  }

  private List<FieldChange> differences(NewLink to, Link now) {
    List<FieldChange> fields = new ArrayList<>();
    compare(fields, "type", LinkText.of(now.kind()), LinkText.of(to.kind()));
    Link parent = byIndex.get(now.parentIndex());
    compare(fields, "parent", parent == null ? null : parent.name(), to.parent());
    if (to.mac() != null) {
      compare(fields, MAC, now.mac().toString(), to.mac().toString());
    }
    compare(fields, UP, now.up() ? "yes" : "no", "yes");
    return fields;
  }

  @Override
  public Optional<String> problem(LinkResource link, Link now, boolean owned) {
    List<FieldChange> fields = owned ? List.of() : differences(link.inKernel(), now);
    return fields.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "%s: hactl did not create the interface of that name, and it differs (%s); %s"
                .formatted(link.id(), LinkText.of(fields), "remove it or choose another name"));
  }

  /** Whether the link has the kind of the link that hactl created, not only its name. */
  @Override
  public boolean isOurs(Owned entry, Link now) {
    LinkKind kind = now.kind();
    return kind != null
        && entry.resource() instanceof LinkResource link
        && kind.text().equals(link.type());
  }

  @Override
  public List<FieldChange> removal(Link now, Map<String, String> prior) {
    return List.of(new FieldChange(FIELD, LinkText.of(now.kind()), null));
  }

  /** False: a site does not decide which other interfaces a host has. */
  @Override
  public boolean isForeign(Link link) {
    return false;
  }

  /** The order in which each parent comes before the links on top of it. */
  @Override
  public List<LinkResource> additionOrder(List<LinkResource> byId) {
    Map<String, LinkResource> ordered = new LinkedHashMap<>();
    Set<String> visited = new HashSet<>();
    byId.forEach(link -> addAfterParent(link, visited, ordered));
    return List.copyOf(ordered.values());
  }

  /** Adds a link after its parent. Ends even if a link is, through other links, its own parent. */
  private void addAfterParent(
      LinkResource link, Set<String> visited, Map<String, LinkResource> ordered) {
    if (!visited.add(link.name())) {
      return;
    }
    LinkResource parent = wanted.get(link.parent());
    if (parent != null) {
      addAfterParent(parent, visited, ordered);
    }
    ordered.put(link.name(), link);
  }

  /** Links before their parents: the kernel would remove them together with the parent. */
  @Override
  public List<ResourceId> removalOrder(List<ResourceId> byId) {
    return byId.stream().sorted(Comparator.comparingInt(this::depth).reversed()).toList();
  }

  private int depth(ResourceId id) {
    int depth = 0;
    Link link = found.get(id);
    while (link != null && link.parentIndex() != 0 && depth < found.size()) {
      link = byIndex.get(link.parentIndex());
      depth++;
    }
    return depth;
  }
}

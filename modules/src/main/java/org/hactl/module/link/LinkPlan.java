package org.hactl.module.link;

import static org.hactl.module.kernel.KernelPlan.compare;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hactl.linux.kernel.Link;
import org.hactl.linux.kernel.LinkKind;
import org.hactl.linux.kernel.NewLink;
import org.hactl.module.Action;
import org.hactl.module.Change;
import org.hactl.module.FieldChange;
import org.hactl.module.Owned;
import org.hactl.module.Plan;
import org.hactl.module.ResourceId;
import org.hactl.module.kernel.KernelReading;
import org.jspecify.annotations.Nullable;

/** Compares wanted links with found ones. Pure. */
final class LinkPlan {
  static final String MAC = "mac";
  private static final String UP = "up";

  /** What can be put right on a link that is there; for anything else it is made anew. */
  static final Set<String> CHANGEABLE = Set.of(MAC, UP);

  private final List<Link> links;
  private final Map<String, Link> found = new HashMap<>();
  private final Map<Integer, String> names = new HashMap<>();
  private final SortedMap<ResourceId, Owned> owned = new TreeMap<>();
  private final SortedMap<String, LinkResource> wanted = new TreeMap<>();
  private final Set<String> decided = new HashSet<>();
  private final List<Change> changes = new ArrayList<>();
  private final List<ResourceId> forget = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private final List<Plan.Waiting> waiting = new ArrayList<>();
  private final Set<ResourceId> unreached = new HashSet<>();

  LinkPlan(Collection<Owned> owned, List<Link> links) {
    this.links = links;
    owned.forEach(entry -> this.owned.put(entry.id(), entry));
    links.forEach(link -> {
      found.put(link.name(), link);
      names.put(link.index(), link.name());
    });
  }

  Plan plan(Collection<LinkResource> desired) {
    desired.forEach(link -> wanted.put(link.name(), link));
    wanted.values().forEach(this::want);
    List<Owned> gone = new ArrayList<>();
    owned
        .values()
        .forEach(entry -> {
          if (!wanted.containsKey(entry.id().key())) {
            gone.add(entry);
          }
        });
    // What lies on another link goes with it, if it does not go first.
    gone.stream().sorted((a, b) -> Integer.compare(depth(b), depth(a))).forEach(this::release);
    return new Plan(changes, forget, List.of(), problems, waiting, unreached);
  }

  /** The parent comes first; a link that lies on itself by way of others is never reached. */
  private void want(LinkResource link) {
    if (!decided.add(link.name())) {
      return;
    }
    LinkResource parent = wanted.get(link.parent());
    if (parent != null) {
      want(parent);
    }
    Link now = found.get(link.name());
    Owned entry = owned.get(link.id());
    if (now == null) {
      if (parent == null && !found.containsKey(link.parent())) {
        unreached.add(link.id());
        waiting.add(KernelReading.missingInterface(link.id(), link.parent(), links));
      } else {
        change(link, Action.CREATE, List.of(new FieldChange("link", null, words(link))), entry);
      }
      return;
    }
    List<FieldChange> fields = differences(link.inKernel(), now);
    if (fields.isEmpty()) {
      return;
    }
    if (entry == null) {
      unreached.add(link.id());
      problems.add(
          "%s: hactl did not make the interface of that name, and it differs (%s); %s"
              .formatted(link.id(), words(fields), "remove it or choose another name"));
      return;
    }
    change(link, Action.UPDATE, fields, entry);
  }

  private List<FieldChange> differences(NewLink to, Link now) {
    List<FieldChange> fields = new ArrayList<>();
    compare(fields, "type", words(now.kind()), words(to.kind()));
    compare(fields, "parent", names.get(now.parentIndex()), to.parent());
    if (to.mac() != null) {
      compare(fields, MAC, now.mac().toString(), to.mac().toString());
    }
    compare(fields, UP, now.up() ? "yes" : "no", "yes");
    return fields;
  }

  private void change(
      LinkResource link, Action action, List<FieldChange> fields, @Nullable Owned entry) {
    Owned take = new Owned(link, Map.of());
    changes.add(new Change(link.id(), action, fields, link, take.equals(entry) ? null : take));
  }

  private void release(Owned entry) {
    Link now = found.get(entry.id().key());
    // Of another type, it is somebody else's that only has the name.
    if (now != null && isOurs(entry, now)) {
      changes.add(
          new Change(
              entry.id(),
              Action.DELETE,
              List.of(new FieldChange("link", words(now.kind()), null)),
              null,
              null));
    } else {
      forget.add(entry.id());
    }
  }

  private static boolean isOurs(Owned entry, Link now) {
    LinkKind kind = now.kind();
    return kind != null
        && entry.resource() instanceof LinkResource link
        && kind.text().equals(link.type());
  }

  private int depth(Owned entry) {
    int depth = 0;
    Link link = found.get(entry.id().key());
    while (link != null && link.parentIndex() != 0 && depth < links.size()) {
      String parent = names.get(link.parentIndex());
      link = parent == null ? null : found.get(parent);
      depth++;
    }
    return depth;
  }

  private static String words(List<FieldChange> fields) {
    List<String> words = new ArrayList<>();
    fields.forEach(
        field -> words.add(field.field() + " " + field.from() + " instead of " + field.to()));
    return String.join(", ", words);
  }

  private static String words(LinkResource link) {
    String mac = link.mac() == null ? "" : " with " + link.mac();
    return words(link.inKernel().kind()) + " on " + link.parent() + mac;
  }

  private static String words(@Nullable LinkKind kind) {
    return switch (kind) {
      case null -> "no virtual link";
      case LinkKind.Macvlan(LinkKind.MacvlanMode mode) -> "macvlan " + lower(mode);
      case LinkKind.Ipvlan(LinkKind.IpvlanFlag flag) -> "ipvlan l2 " + lower(flag);
      case LinkKind.Vlan(int id) -> "vlan " + id;
      case LinkKind.Other(String text) -> text;
    };
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}

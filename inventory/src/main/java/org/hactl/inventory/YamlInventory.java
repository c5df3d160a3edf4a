package org.hactl.inventory;

import java.util.List;
import org.hactl.yaml.Decoding;
import org.hactl.yaml.Fields;
import org.hactl.yaml.Named;
import org.hactl.yaml.Problems;
import org.hactl.yaml.Shape;
import org.hactl.yaml.YamlMap;
import org.hactl.yaml.YamlNode;

/** Ansible's YAML form: groups with {@code hosts}, {@code vars} and {@code children}. */
final class YamlInventory {
  /** The content of a group. */
  record GroupPage(
      List<Named<List<Named<YamlNode>>>> hosts,
      List<Named<YamlNode>> variables,
      List<Named<GroupPage>> children) {}

  private static final Shape<List<Named<YamlNode>>> VARIABLES = Shape.entries(Shape.node());

  private static final Shape<GroupPage> GROUP = Shape.lazy("Group", YamlInventory::group);

  /** A whole file. */
  static final Shape<List<Named<GroupPage>>> SHAPE = Shape.entries(GROUP);

  private YamlInventory() {}

  private static Shape<GroupPage> group() {
    Fields f = new Fields("A group of hosts");
    var hosts =
        f.optional(
            "hosts",
            nameOr(Shape.entries(VARIABLES), List.of()),
            List.of(),
            "Its hosts, each with its variables");
    var variables = f.optional("vars", VARIABLES, List.of(), "Variables of all hosts in the group");
    var children =
        f.optional(
            "children",
            nameOr(Shape.entries(GROUP), new GroupPage(List.of(), List.of(), List.of())),
            List.of(),
            "The groups below this one");
    return f.into(v -> new GroupPage(v.get(hosts), v.get(variables), v.get(children)));
  }

  /** Ansible takes a single name for a map with that key. */
  private static <T> Shape<List<Named<T>>> nameOr(Shape<List<Named<T>>> entries, T nothing) {
    Shape<List<Named<T>>> name =
        Shape.string().located().map(n -> List.of(new Named<>(n.value(), n.at(), nothing, n.at())));
    return Shape.either(entries, name);
  }

  static void read(YamlNode root, InventoryBuilder into, Problems problems) {
    if (root instanceof YamlMap map && map.entry("plugin").isPresent()) {
      problems.add(
          map.entry("plugin").get().key().at(),
          "hactl runs no inventory plugin; save what ansible-inventory --list --yaml makes of it");
      return;
    }
    SHAPE
        .decode(root, Decoding.into(problems))
        .ifPresent(groups -> groups.forEach(group -> add(group, into, problems)));
  }

  private static void add(Named<GroupPage> group, InventoryBuilder into, Problems problems) {
    into.group(group.name(), group.nameAt());
    GroupPage page = group.value();
    page.hosts().forEach(host -> addHosts(group.name(), host, into, problems));
    page.variables()
        .forEach(v -> into.groupVariable(group.name(), v.name(), v.value(), v.nameAt()));
    for (Named<GroupPage> child : page.children()) {
      into.child(group.name(), child.name(), child.nameAt());
      add(child, into, problems);
    }
  }

  private static void addHosts(
      String group, Named<List<Named<YamlNode>>> host, InventoryBuilder into, Problems problems) {
    HostRange.Hosts hosts;
    try {
      hosts = HostRange.hosts(host.name());
    } catch (IllegalArgumentException e) {
      problems.add(host.nameAt(), String.valueOf(e.getMessage()));
      return;
    }
    for (String name : hosts.names()) {
      into.host(group, name, hosts.port(), host.nameAt());
      host.value().forEach(v -> into.hostVariable(name, v.name(), v.value(), v.nameAt()));
    }
  }
}

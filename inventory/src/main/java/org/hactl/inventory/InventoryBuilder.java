package org.hactl.inventory;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.hactl.yaml.Mark;
import org.hactl.yaml.Problems;
import org.hactl.yaml.YamlNode;
import org.hactl.yaml.YamlScalar;

/** Collects the hosts and groups of all files, and works out which host is in which group. */
final class InventoryBuilder {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*");
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /** A group while the files are being read. */
  private static final class GroupDraft {
    final Mark at;
    final Map<String, Mark> children = new LinkedHashMap<>();
    final Set<String> hosts = new LinkedHashSet<>();
    final List<Variable> variables = new ArrayList<>();

    GroupDraft(Mark at) {
      this.at = at;
    }
  }

  private final Problems problems;
  private final List<VariableFolder> folders = new ArrayList<>();
  private final Map<String, GroupDraft> groups = new LinkedHashMap<>();
  private final Map<String, Mark> hosts = new LinkedHashMap<>();
  private final Map<String, List<Variable>> hostVariables = new LinkedHashMap<>();
  private final List<Variable> weakest = new ArrayList<>();
  private final List<Variable> extra = new ArrayList<>();

  InventoryBuilder(Problems problems, Mark start) {
    this.problems = problems;
    GroupDraft all = new GroupDraft(start);
    all.children.put(Inventory.UNGROUPED, start);
    groups.put(Inventory.ALL, all);
    groups.put(Inventory.UNGROUPED, new GroupDraft(start));
  }

  void group(String name, Mark at) {
    if (!groups.containsKey(name)) {
      checkName("group", name, at);
      groups.put(name, new GroupDraft(at));
    }
  }

  void child(String parent, String child, Mark at) {
    group(child, at);
    draft(parent).children.putIfAbsent(child, at);
  }

  /**
   * A host of a group.
   *
   * @param port the port that is written after the host's name; as in Ansible it counts only where
   *     the host is named first
   */
  void host(String group, String host, Optional<String> port, Mark at) {
    if (!hosts.containsKey(host)) {
      checkName("host", host, at);
      hosts.put(host, at);
      port.ifPresent(p -> hostVariable(host, Connection.PORT, YamlScalar.plain(at, p), at));
    }
    draft(group).hosts.add(host);
  }

  void groupVariable(String group, String name, YamlNode value, Mark at) {
    checkVariable(name, at);
    Level level = group.equals(Inventory.ALL) ? Level.ALL : Level.GROUP;
    draft(group).variables.add(new Variable(name, value, at, level, group));
  }

  void hostVariable(String host, String name, YamlNode value, Mark at) {
    checkVariable(name, at);
    hostVariables
        .computeIfAbsent(host, _ -> new ArrayList<>())
        .add(new Variable(name, value, at, Level.HOST, host));
  }

  /** Reads the variables of all groups and hosts that are beside a source or the site. */
  void folder(Path folder, VariableFiles files) {
    VariableFolder read = VariableFolder.read(folder, files, groups.keySet(), hosts.keySet());
    read.all().forEach(variable -> checkVariable(variable.name(), variable.at()));
    GroupPriority.refuse(read.ofGroups(), problems);
    folders.add(read);
  }

  /** A variable of all hosts that every other one overrides. */
  void weakest(String name, AnsibleConfig.Setting setting) {
    weakest.add(
        new Variable(
            name,
            YamlScalar.plain(setting.mark(), setting.value()),
            setting.mark(),
            Level.BUILT_IN,
            "ansible.cfg"));
  }

  void extra(List<Variable> variables) {
    extra.addAll(variables);
  }

  Set<String> groupNames() {
    return groups.keySet();
  }

  Inventory build(Vault vault) {
    checkCycles();
    placeUngrouped();
    checkDistinct();
    Map<String, Integer> depths = depths();
    Map<String, Group> builtGroups = new LinkedHashMap<>();
    groups.forEach((name, draft) ->
        builtGroups.put(
            name,
            new Group(
                name,
                List.copyOf(draft.children.keySet()),
                List.copyOf(draft.hosts),
                depths.getOrDefault(name, 1),
                List.copyOf(draft.variables),
                draft.at)));
    builtGroups.values().forEach(group -> GroupPriority.check(group, problems));
    Map<String, Host> builtHosts = new LinkedHashMap<>();
    hosts.forEach((name, at) -> builtHosts.put(name, host(name, at, builtGroups)));
    List<Variable> site = new ArrayList<>(draft(Inventory.ALL).variables);
    folders.forEach(folder -> site.addAll(folder.group(Inventory.ALL)));
    site.addAll(extra);
    return new Inventory(builtHosts, builtGroups, new Variables(site), vault);
  }

  private Host host(String name, Mark at, Map<String, Group> builtGroups) {
    Set<String> in = new TreeSet<>();
    Deque<String> open = new ArrayDeque<>();
    groups.forEach((group, draft) -> {
      if (draft.hosts.contains(name)) {
        open.add(group);
      }
    });
    while (!open.isEmpty()) {
      String group = open.remove();
      if (!group.equals(Inventory.ALL) && in.add(group)) {
        groups.forEach((parent, draft) -> {
          if (draft.children.containsKey(group)) {
            open.add(parent);
          }
        });
      }
    }
    List<Group> weakestFirst =
        builtGroups.values().stream()
            .filter(group -> in.contains(group.name()))
            .sorted(
                Comparator.comparingInt(Group::depth)
                    .thenComparingInt(GroupPriority::of)
                    .thenComparing(Group::name))
            .toList();
    return new Host(name, List.copyOf(in), new Variables(variables(name, weakestFirst)), at);
  }

  /**
   * Ansible's order: what the hosts files say of groups is weaker than {@code group_vars/all}, and
   * this is weaker than {@code group_vars} of the groups, folder by folder.
   */
  private List<Variable> variables(String host, List<Group> weakestFirst) {
    List<Variable> variables = new ArrayList<>(weakest);
    variables.addAll(draft(Inventory.ALL).variables);
    weakestFirst.forEach(group ->
        group.variables().stream()
            .filter(variable -> !variable.name().equals(GroupPriority.VARIABLE))
            .forEach(variables::add));
    folders.forEach(f -> variables.addAll(f.group(Inventory.ALL)));
    folders.forEach(f -> weakestFirst.forEach(group -> variables.addAll(f.group(group.name()))));
    variables.addAll(hostVariables.getOrDefault(host, List.of()));
    folders.forEach(f -> variables.addAll(f.host(host)));
    variables.addAll(extra);
    return variables;
  }

  /** A host is in {@code ungrouped} if it is in no other group. */
  private void placeUngrouped() {
    Set<String> grouped = new HashSet<>();
    groups.forEach((name, draft) -> {
      if (!name.equals(Inventory.ALL) && !name.equals(Inventory.UNGROUPED)) {
        grouped.addAll(draft.hosts);
      }
    });
    Set<String> ungrouped = draft(Inventory.UNGROUPED).hosts;
    ungrouped.removeIf(grouped::contains);
    hosts.keySet().stream().filter(host -> !grouped.contains(host)).forEach(ungrouped::add);
  }

  private GroupDraft draft(String group) {
    GroupDraft draft = groups.get(group);
    if (draft == null) {
      throw new IllegalStateException("group " + group + " was never named");
    }
    return draft;
  }

  /** Longest way from {@code all}; every group without a parent is directly below it. */
  private Map<String, Integer> depths() {
    Map<String, Integer> depths = new LinkedHashMap<>();
    groups.keySet().forEach(name -> depths.put(name, name.equals(Inventory.ALL) ? 0 : 1));
    for (int round = 0; round < groups.size(); round++) {
      groups.forEach((parent, draft) ->
          draft.children.keySet().stream()
              .filter(child -> !child.equals(Inventory.ALL))
              .forEach(child -> depths.merge(child, depth(depths, parent) + 1, Math::max)));
    }
    return depths;
  }

  private int depth(Map<String, Integer> depths, String group) {
    return Math.min(depths.getOrDefault(group, 1), groups.size());
  }

  private void checkCycles() {
    Set<String> done = new LinkedHashSet<>();
    for (String group : List.copyOf(groups.keySet())) {
      visit(group, new LinkedHashSet<>(), done);
    }
  }

  private void visit(String group, Set<String> path, Set<String> done) {
    if (done.contains(group)) {
      return;
    }
    path.add(group);
    Map<String, Mark> children = draft(group).children;
    for (Map.Entry<String, Mark> child : List.copyOf(children.entrySet())) {
      if (path.contains(child.getKey())) {
        problems.add(
            child.getValue(),
            "the group %s contains itself: %s -> %s"
                .formatted(child.getKey(), String.join(" -> ", path), child.getKey()));
        children.remove(child.getKey());
      } else if (path.size() > 60) {
        problems.add(child.getValue(), "groups are nested too deeply");
        children.remove(child.getKey());
      } else {
        visit(child.getKey(), path, done);
      }
    }
    path.remove(group);
    done.add(group);
  }

  private void checkDistinct() {
    hosts.forEach((name, at) -> {
      if (groups.containsKey(name)) {
        problems.add(at, "\"%s\" is both a host and a group".formatted(name));
      }
    });
  }

  private void checkName(String kind, String name, Mark at) {
    if (!NAME.matcher(name).matches() && !(kind.equals("host") && HostRange.isIpv6(name))) {
      problems.add(
          at,
          "\"%s\" is not a valid name for a %s; use letters, digits, _ . and -"
              .formatted(name, kind));
    }
  }

  private void checkVariable(String name, Mark at) {
    if (!VARIABLE.matcher(name).matches()) {
      problems.add(
          at,
          "\"%s\" is not a valid name for a variable; use letters, digits and _".formatted(name));
    } else {
      Connection.checkSpelling(name, at, problems);
    }
  }
}

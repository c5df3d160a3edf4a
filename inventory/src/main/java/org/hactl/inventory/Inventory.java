package org.hactl.inventory;

import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.hactl.yaml.Problems;

/** The hosts and groups with their variables. Groups include {@code all}. */
public final class Inventory {
  /** The group of all hosts. */
  static final String ALL = "all";

  /** The group of the hosts that are in no other group. */
  static final String UNGROUPED = "ungrouped";

  private final Map<String, Host> hosts;
  private final Map<String, Group> groups;
  private final Variables siteVariables;
  private final Vault vault;
  private final ZonedDateTime began = ZonedDateTime.now(ZoneId.systemDefault());
  private final Templates templates = new Templates();
  private final Map<String, VariableScope> scopes = new ConcurrentHashMap<>();
  private final Map<String, Optional<Connection>> connections = new ConcurrentHashMap<>();

  Inventory(
      Map<String, Host> hosts, Map<String, Group> groups, Variables siteVariables, Vault vault) {
    this.hosts = Collections.unmodifiableMap(new LinkedHashMap<>(hosts));
    this.groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
    this.siteVariables = siteVariables;
    this.vault = vault;
  }

  /** All hosts by name, in the order of the file. */
  public Map<String, Host> hosts() {
    return hosts;
  }

  /** All groups by name, in the order of the file, {@code all} first. */
  Map<String, Group> groups() {
    return groups;
  }

  /** A host by its name. */
  public Optional<Host> host(String name) {
    return Optional.ofNullable(hosts.get(name));
  }

  /** A group by its name. */
  public Optional<Group> group(String name) {
    return Optional.ofNullable(groups.get(name));
  }

  /** The groups right below one; below {@code all} also those that have no other parent. */
  List<Group> children(Group group) {
    List<Group> children = new ArrayList<>();
    group.children().forEach(child -> children.add(group(child).orElseThrow()));
    if (group.name().equals(ALL)) {
      Set<String> below = new LinkedHashSet<>();
      groups.values().forEach(g -> below.addAll(g.children()));
      groups.values().stream()
          .filter(g -> !g.name().equals(ALL) && !below.contains(g.name()))
          .forEach(children::add);
    }
    return children;
  }

  /** The hosts of a group and of all groups below it, in the order of the file. */
  List<Host> members(String group) {
    if (group.equals(ALL)) {
      return List.copyOf(hosts.values());
    }
    Set<String> names = new LinkedHashSet<>();
    Set<String> seen = new LinkedHashSet<>();
    collect(group, names, seen);
    return hosts.values().stream().filter(host -> names.contains(host.name())).toList();
  }

  /** The hosts of a name: the host itself, or the hosts of the group; empty if it is neither. */
  public Optional<List<Host>> named(String name) {
    return host(name).map(List::of).or(() -> group(name).map(group -> members(group.name())));
  }

  /** Every name that {@link #named} knows, to suggest the nearest one. */
  public Set<String> names() {
    Set<String> names = new LinkedHashSet<>(hosts.keySet());
    names.addAll(groups.keySet());
    return names;
  }

  /** Renders templates with a host's variables. */
  public VariableScope scope(Host host) {
    return scopes.computeIfAbsent(host.name(), _ -> new VariableScope(this, Optional.of(host)));
  }

  /** Renders templates that belong to no host, with the variables of {@code all} and {@code -e}. */
  public VariableScope siteScope() {
    return scopes.computeIfAbsent("", _ -> new VariableScope(this, Optional.empty()));
  }

  /**
   * How a host is reached; empty if its variables are wrong.
   *
   * @param problems gets what is wrong, if this is the first question about the host
   */
  public Optional<Connection> connection(Host host, Problems problems) {
    return connections.computeIfAbsent(
        host.name(), _ -> Connection.of(host, scope(host), problems));
  }

  Variables siteVariables() {
    return siteVariables;
  }

  /** When it was read: the time of {@code now()} in all templates of a run. */
  ZonedDateTime began() {
    return began;
  }

  Templates templates() {
    return templates;
  }

  Vault vault() {
    return vault;
  }

  private void collect(String group, Set<String> names, Set<String> seen) {
    Group found = groups.get(group);
    if (found == null || !seen.add(group)) {
      return;
    }
    names.addAll(found.hosts());
    new ArrayList<>(found.children()).forEach(child -> collect(child, names, seen));
  }
}

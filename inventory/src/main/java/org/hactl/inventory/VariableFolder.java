package org.hactl.inventory;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The variables of {@code group_vars} and {@code host_vars} in one folder.
 *
 * @param groups by group
 * @param hosts by host
 */
record VariableFolder(Map<String, List<Variable>> groups, Map<String, List<Variable>> hosts) {
  /** Reads what the folder says of these groups and hosts; others have no place here. */
  static VariableFolder read(
      Path folder, VariableFiles files, Set<String> groups, Set<String> hosts) {
    VariableFolder read = new VariableFolder(new LinkedHashMap<>(), new LinkedHashMap<>());
    for (String group : groups) {
      Level level = group.equals(Inventory.ALL) ? Level.ALL : Level.GROUP;
      read.groups.put(group, variables(folder.resolve("group_vars"), files, level, group));
    }
    for (String host : hosts) {
      read.hosts.put(host, variables(folder.resolve("host_vars"), files, Level.HOST, host));
    }
    return read;
  }

  private static List<Variable> variables(
      Path folder, VariableFiles files, Level level, String owner) {
    return files.read(folder, owner).stream()
        .map(e -> new Variable(e.name(), e.value(), e.key().at(), level, owner))
        .toList();
  }

  List<Variable> group(String name) {
    return groups.getOrDefault(name, List.of());
  }

  List<Variable> host(String name) {
    return hosts.getOrDefault(name, List.of());
  }

  List<Variable> ofGroups() {
    return groups.values().stream().flatMap(List::stream).toList();
  }

  List<Variable> all() {
    return Stream.concat(ofGroups().stream(), hosts.values().stream().flatMap(List::stream))
        .toList();
  }
}

package org.hactl.inventory;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hactl.jinja.python.LazyMap;

/** The variables that Ansible gives to every template, although the operator does not set them. */
final class BuiltIns {
  private static final List<String> OF_HOST =
      List.of("inventory_hostname", "inventory_hostname_short", "group_names", "ansible_host");
  private static final List<String> OF_ALL = List.of("groups", "hostvars");

  private final Inventory inventory;
  private final Optional<Host> host;

  BuiltIns(Inventory inventory, Optional<Host> host) {
    this.inventory = inventory;
    this.host = host;
  }

  List<String> names() {
    return host.isEmpty()
        ? OF_ALL
        : java.util.stream.Stream.concat(OF_ALL.stream(), OF_HOST.stream()).toList();
  }

  Optional<Object> get(String name, VariableScope.Rendering rendering) {
    return switch (name) {
      case "groups" -> Optional.of(groups());
      case "hostvars" -> Optional.of(hostVariables(rendering));
      default -> host.flatMap(h -> ofHost(h, name));
    };
  }

  private static Optional<Object> ofHost(Host host, String name) {
    return switch (name) {
      case "inventory_hostname", "ansible_host" -> Optional.of(host.name());
      case "inventory_hostname_short" -> {
        int dot = host.name().indexOf('.');
        yield Optional.of(dot > 0 ? host.name().substring(0, dot) : host.name());
      }
      case "group_names" -> Optional.of(host.groups());
      default -> Optional.empty();
    };
  }

  /** A list of its own even for an empty group: YAML writes one list at two places as an alias. */
  private static List<Object> names(List<Host> hosts) {
    List<Object> names = new ArrayList<>();
    hosts.forEach(host -> names.add(host.name()));
    return Collections.unmodifiableList(names);
  }

  private Map<Object, Object> groups() {
    Map<Object, Object> groups = new LinkedHashMap<>();
    for (String group : inventory.groups().keySet()) {
      groups.put(group, names(inventory.members(group)));
    }
    return Collections.unmodifiableMap(groups);
  }

  private LazyMap hostVariables(VariableScope.Rendering rendering) {
    return new LazyMap(
        inventory.hosts().keySet(),
        name -> {
          VariableScope scope = inventory.scope(inventory.host(name).orElseThrow());
          return new LazyMap(
              scope.names(), variable -> scope.lookUp(variable, rendering).orElseThrow());
        });
  }
}

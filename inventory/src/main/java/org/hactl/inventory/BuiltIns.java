package org.hactl.inventory;

import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Variables that every template has without being set, as in Ansible. */
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

  Optional<VariableScope.Value> get(String name, List<String> path) {
    Optional<Object> value =
        switch (name) {
          case "groups" -> Optional.of(groups());
          case "hostvars" -> Optional.of(hostVariables(path));
          case "True", "true" -> Optional.of(true);
          case "False", "false" -> Optional.of(false);
          default -> host.flatMap(h -> ofHost(h, name));
        };
    return value.map(v -> new VariableScope.Value(v, false));
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

  private Map<String, Object> groups() {
    Map<String, Object> groups = new LinkedHashMap<>();
    for (String group : inventory.groups().keySet()) {
      groups.put(group, inventory.members(group).stream().map(Host::name).toList());
    }
    return groups;
  }

  private Map<String, Object> hostVariables(List<String> path) {
    return new LazyMap(
        inventory.hosts().keySet(),
        name ->
            inventory
                .host(name)
                .map(inventory::scope)
                .map(scope -> new LazyMap(scope.names(), v -> ofOther(scope, v, path)))
                .orElse(null));
  }

  private static @Nullable Object ofOther(VariableScope scope, String name, List<String> path) {
    return scope
        .lookUp(name, path)
        .map(value -> {
          Templates.taint(value.secret());
          return value.value();
        })
        .orElse(null);
  }

  /** A map whose values are made when they are used. */
  private static final class LazyMap extends AbstractMap<String, Object> {
    private final Set<String> keys;
    private final Function<String, @Nullable Object> make;

    LazyMap(Set<String> keys, Function<String, @Nullable Object> make) {
      this.keys = keys;
      this.make = make;
    }

    @Override
    public @Nullable Object get(Object key) {
      return keys.contains(key) ? make.apply((String) key) : null;
    }

    @Override
    public boolean containsKey(Object key) {
      return keys.contains(key);
    }

    @Override
    public int size() {
      return keys.size();
    }

    @Override
    public Set<String> keySet() {
      return keys;
    }

    @Override
    @SuppressWarnings("NullAway") // a value that is null in the file is null here
    public Set<Entry<String, Object>> entrySet() {
      return keys.stream()
          .map(key -> (Entry<String, Object>) new SimpleImmutableEntry<>(key, make.apply(key)))
          .collect(Collectors.toUnmodifiableSet());
    }
  }
}

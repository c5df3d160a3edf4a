package org.hactl.control;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.hactl.inventory.Host;
import org.hactl.inventory.Inventory;
import org.hactl.yaml.Nearest;
import org.hactl.yaml.Problem;
import org.hactl.yaml.Problems;

/**
 * {@code --limit} as in Ansible: hosts, groups and patterns with {@code *}, separated by comma or
 * colon; {@code !} before a word excludes its hosts.
 */
final class Limit {
  private Limit() {}

  /** Names in the inventory's order; all of them without a limit. */
  static List<String> select(SiteRequest request, Inventory inventory, Problems problems) {
    Set<String> all = inventory.hosts().keySet();
    if (request.limit().isEmpty()) {
      return List.copyOf(all);
    }
    Set<String> in = new LinkedHashSet<>();
    Set<String> out = new LinkedHashSet<>();
    boolean anyIn = false;
    for (String word : request.limit().get().split("[,:]")) {
      String name = word.strip();
      boolean negated = name.startsWith("!");
      if (!name.isEmpty()) {
        anyIn |= !negated;
        (negated ? out : in)
            .addAll(named(negated ? name.substring(1) : name, inventory, request, problems));
      }
    }
    Set<String> base = anyIn ? in : all;
    List<String> selected =
        all.stream().filter(base::contains).filter(name -> !out.contains(name)).toList();
    if (selected.isEmpty() && problems.isEmpty()) {
      problems.add(
          Problem.in(
              request.inventory(), "--limit " + request.limit().get() + " matches no host", null));
    }
    return selected;
  }

  private static List<String> named(
      String name, Inventory inventory, SiteRequest request, Problems problems) {
    if (name.contains("*")) {
      Pattern pattern = Pattern.compile(Pattern.quote(name).replace("*", "\\E.*\\Q"));
      return inventory.names().stream()
          .filter(known -> pattern.matcher(known).matches())
          .flatMap(known -> inventory.named(known).orElse(List.of()).stream())
          .map(Host::name)
          .toList();
    }
    Optional<List<Host>> hosts = inventory.named(name);
    if (hosts.isEmpty()) {
      problems.add(
          Problem.in(
              request.inventory(),
              "--limit names \"%s\", which is neither a host nor a group".formatted(name),
              Nearest.to(name, inventory.names()).orElse(null)));
    }
    return hosts.orElse(List.of()).stream().map(Host::name).toList();
  }
}

package org.hactl.inventory;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** All variables of one host or group, each with the variables that it overrides. */
public final class Variables {
  private final Map<String, List<Variable>> byName = new TreeMap<>();

  /** Takes variables in the order of their levels, the strongest last. */
  Variables(Iterable<Variable> weakestFirst) {
    for (Variable variable : weakestFirst) {
      byName.computeIfAbsent(variable.name(), _ -> new ArrayList<>()).addFirst(variable);
    }
  }

  /** The variable that applies. */
  public Optional<Variable> get(String name) {
    return Optional.ofNullable(byName.get(name)).map(List::getFirst);
  }

  /** The variable that applies, then the variables that it overrides, the strongest first. */
  List<Variable> history(String name) {
    return List.copyOf(byName.getOrDefault(name, List.of()));
  }

  /** All names, sorted. */
  Set<String> names() {
    return Collections.unmodifiableSet(byName.keySet());
  }
}

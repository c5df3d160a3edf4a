package org.hactl.health;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The difference between the checks that run and the checks that the state wants. Pure.
 *
 * @param ended the real servers whose check was removed or replaced
 * @param begun new checks, and checks that replace others
 */
record ConfigurationChange(Set<RealServerKey> ended, List<CheckTarget> begun) {
  ConfigurationChange {
    ended = new TreeSet<>(ended);
    begun = List.copyOf(begun);
  }

  static ConfigurationChange between(
      Map<RealServerKey, CheckTarget> running, Map<RealServerKey, CheckTarget> wanted) {
    Set<RealServerKey> ended = new HashSet<>();
    List<CheckTarget> begun = new ArrayList<>();
    running.forEach((key, target) -> {
      if (!target.equals(wanted.get(key))) {
        ended.add(key);
      }
    });
    wanted.forEach((key, target) -> {
      if (!target.equals(running.get(key))) {
        begun.add(target);
      }
    });
    return new ConfigurationChange(ended, begun);
  }
}

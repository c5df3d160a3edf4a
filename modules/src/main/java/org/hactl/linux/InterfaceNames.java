package org.hactl.linux;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Which interface has which index, as of one moment. */
final class InterfaceNames {
  private final Map<Integer, String> names = new LinkedHashMap<>();
  private final Map<String, Integer> indexes = new LinkedHashMap<>();

  InterfaceNames(Collection<Link> links) {
    links.forEach(this::put);
  }

  void put(Link link) {
    remove(link.index());
    names.put(link.index(), link.name());
    indexes.put(link.name(), link.index());
  }

  void remove(int index) {
    String name = names.remove(index);
    if (name != null) {
      indexes.remove(name, index);
    }
  }

  /** The interface's name, or {@code if7} for one that has gone since. */
  String name(int index) {
    return find(index).orElse("if" + index);
  }

  Optional<String> find(int index) {
    return Optional.ofNullable(names.get(index));
  }

  Optional<Integer> index(String name) {
    return Optional.ofNullable(indexes.get(name));
  }

  /** The answer for an interface that is not there, in the kernel's terms. */
  LinuxException missing(String operation, String object, String name) {
    return new LinuxException(
        operation,
        object,
        Errno.ENODEV,
        "no interface '%s'; this host has %s".formatted(name, String.join(", ", indexes.keySet())));
  }
}

package org.hactl.linux.kernel;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The names and indexes of interfaces at one moment. */
public final class InterfaceNames {
  private final Map<Integer, String> names = new LinkedHashMap<>();
  private final Map<String, Integer> indexes = new LinkedHashMap<>();

  public InterfaceNames(Collection<Link> links) {
    links.forEach(this::put);
  }

  public void put(Link link) {
    remove(link.index());
    names.put(link.index(), link.name());
    indexes.put(link.name(), link.index());
  }

  public void remove(int index) {
    String name = names.remove(index);
    if (name != null) {
      indexes.remove(name, index);
    }
  }

  /** The interface's name, or {@code if7} for one that was removed since. */
  public String name(int index) {
    return find(index).orElse("if" + index);
  }

  public Optional<String> find(int index) {
    return Optional.ofNullable(names.get(index));
  }

  public Optional<Integer> index(String name) {
    return Optional.ofNullable(indexes.get(name));
  }

  /** The error for an interface that does not exist. */
  public LinuxException missing(String operation, String object, String name) {
    return new LinuxException(
        operation,
        object,
        Errno.ENODEV,
        "no interface '%s'; this host has %s".formatted(name, String.join(", ", indexes.keySet())));
  }
}

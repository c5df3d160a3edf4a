package org.hactl.module;

/**
 * The identity of a resource on one host: its kind and a key that is unique within the kind, in the
 * words an operator would use ({@code address[lo 192.168.0.254/32]}, {@code
 * sysctl[net.ipv4.ip_forward]}). Where a kind's identity has parts, its package has a record or a
 * method that reads them: compare those, never the text of the key.
 */
public record ResourceId(String kind, String key) implements Comparable<ResourceId> {
  @Override
  public int compareTo(ResourceId other) {
    int byKind = kind.compareTo(other.kind);
    return byKind == 0 ? key.compareTo(other.key) : byKind;
  }

  @Override
  public String toString() {
    return kind + "[" + key + "]";
  }
}

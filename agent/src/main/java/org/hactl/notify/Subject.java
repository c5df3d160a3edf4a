package org.hactl.notify;

/** What changes its state: a virtual router or a sync group. */
public record Subject(Kind kind, String name) {
  /** The words of keepalived. */
  public enum Kind {
    INSTANCE,
    GROUP
  }

  public static Subject router(String name) {
    return new Subject(Kind.INSTANCE, name);
  }

  public static Subject group(String name) {
    return new Subject(Kind.GROUP, name);
  }

  @Override
  public String toString() {
    return kind + " " + name;
  }
}

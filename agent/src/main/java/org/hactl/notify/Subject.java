package org.hactl.notify;

/** What changes its state: a virtual router or a sync group. */
public record Subject(SubjectType type, String name) {
  /** The words of keepalived. */
  public enum SubjectType {
    INSTANCE,
    GROUP
  }

  public static Subject router(String name) {
    return new Subject(SubjectType.INSTANCE, name);
  }

  public static Subject group(String name) {
    return new Subject(SubjectType.GROUP, name);
  }

  @Override
  public String toString() {
    return type + " " + name;
  }
}

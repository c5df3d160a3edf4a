package org.hactl.notify;

/** The router or sync group that a notification is about. */
public record Subject(SubjectType type, String name) {
  /** The types of subject, in keepalived's words. */
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

package org.hactl.notify;

/** The router, sync group or virtual service that a notification is about. */
public record Subject(SubjectType type, String name) {
  /** The types of subject; the first two are keepalived's words. */
  public enum SubjectType {
    INSTANCE,
    GROUP,
    SERVICE
  }

  public static Subject router(String name) {
    return new Subject(SubjectType.INSTANCE, name);
  }

  public static Subject group(String name) {
    return new Subject(SubjectType.GROUP, name);
  }

  public static Subject service(String name) {
    return new Subject(SubjectType.SERVICE, name);
  }

  @Override
  public String toString() {
    return type + " " + name;
  }
}

package org.hactl.agent.store;

/**
 * Something on disk that the agent cannot read or has lost.
 *
 * @param file in the agent's state folder
 */
public record StateError(String file, Kind kind, String reason) {
  /** Why the agent cannot read the file. */
  public enum Kind {
    /** The content is not what the agent wrote, or the file is gone. */
    DAMAGED,
    /** A newer agent wrote it. */
    NEWER
  }

  /** Something that is lost, or not as the agent wrote it. */
  public static StateError damaged(String file, String reason) {
    return new StateError(file, Kind.DAMAGED, reason);
  }

  static StateError newer(String file, String reason) {
    return new StateError(file, Kind.NEWER, reason);
  }

  /** A sentence for the operator. */
  public String text() {
    return "the agent's state: %s %s".formatted(file, reason);
  }
}

package org.hactl.bfd.protocol;

/**
 * A Poll Sequence (RFC 5880 section 6.5): periodic packets ask until an answer comes. What changes
 * during one begins another after it, since the answer under way may be to a packet before the
 * change.
 */
final class PollSequence {
  private boolean active;
  private boolean asked;
  private boolean again;

  void start() {
    if (active && asked) {
      again = true;
    }
    active = true;
  }

  boolean isActive() {
    return active;
  }

  /** A packet that asks was sent. */
  void asked() {
    asked = true;
  }

  /** Takes in an answer; true if all that was asked is answered by it. */
  boolean answered() {
    if (!active || !asked) {
      return false;
    }
    asked = false;
    active = again;
    again = false;
    return !active;
  }
}

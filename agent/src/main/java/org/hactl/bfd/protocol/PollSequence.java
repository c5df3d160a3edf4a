package org.hactl.bfd.protocol;

/**
 * A Poll Sequence (RFC 5880 section 6.5): periodic packets carry the Poll bit until an answer
 * (Final) comes. A change during a sequence starts another one after it, since the answer under way
 * may be for a packet from before the change.
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

  /** A packet with the Poll bit was sent. */
  void asked() {
    asked = true;
  }

  /** Handles an answer; true if nothing is left to poll for. */
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

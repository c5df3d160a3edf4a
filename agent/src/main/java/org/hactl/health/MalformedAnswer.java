package org.hactl.health;

/** A server answers, but not in HTTP. */
final class MalformedAnswer extends Exception {
  MalformedAnswer(String message) {
    super(message);
  }
}

package org.hactl.health;

/** A server answered, but not with valid HTTP. */
final class MalformedAnswer extends Exception {
  MalformedAnswer(String message) {
    super(message);
  }
}

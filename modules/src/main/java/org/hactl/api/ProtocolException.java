package org.hactl.api;

/** A line that is not a message of this protocol version. */
public final class ProtocolException extends Exception {
  ProtocolException(String message) {
    super(message);
  }
}

package org.hactl.api;

/** A line that is not a message of this protocol version. */
public final class ProtocolException extends Exception {
  public ProtocolException(String message) {
    super(message);
  }
}

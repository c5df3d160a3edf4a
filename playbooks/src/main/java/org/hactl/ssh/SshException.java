package org.hactl.ssh;

import org.jspecify.annotations.Nullable;

/**
 * A host could not be reached or the connection to it was lost. The message says what was tried and
 * what was answered; {@link #nextStep} says what to do.
 */
public final class SshException extends Exception {
  /** How far it came. */
  public enum Kind {
    NAME_UNKNOWN,
    NO_ROUTE,
    REFUSED,
    TIMEOUT,
    UNKNOWN_HOST_KEY,
    CHANGED_HOST_KEY,
    AUTHENTICATION,
    /** The peer is no SSH server we can talk to, or the key or configuration here is unusable. */
    PROTOCOL,
    /** The connection broke after it stood. */
    LOST,
    /**
     * The server opened no channel to a Unix socket: nobody listens there, or it forbids such
     * channels. OpenSSH answers the same to both.
     */
    NO_SOCKET
  }

  private final Kind kind;
  private final String nextStep;

  public SshException(Kind kind, String message, String nextStep, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.nextStep = nextStep;
  }

  public Kind kind() {
    return kind;
  }

  public String nextStep() {
    return nextStep;
  }
}

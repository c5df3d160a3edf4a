package org.hactl.ssh;

import org.jspecify.annotations.Nullable;

/**
 * A host could not be reached or the connection to it was lost. The message says what was tried and
 * what the answer was; {@link #nextStep} says what to do.
 */
public final class SshException extends Exception {
  /** The step at which it failed. */
  public enum Failure {
    NAME_UNKNOWN,
    NO_ROUTE,
    REFUSED,
    TIMEOUT,
    UNKNOWN_HOST_KEY,
    CHANGED_HOST_KEY,
    REVOKED_HOST_KEY,
    AUTHENTICATION,
    /**
     * The peer is not an SSH server that hactl can talk to, or the local key or configuration is
     * unusable.
     */
    PROTOCOL,
    /** The connection broke after the login. */
    LOST,
    /**
     * The server refused a channel to a Unix socket: no process listens there, or sshd forbids such
     * channels. OpenSSH answers both in the same way.
     */
    NO_SOCKET
  }

  private final Failure failure;
  private final String nextStep;

  public SshException(Failure failure, String message, String nextStep, @Nullable Throwable cause) {
    super(message, cause);
    this.failure = failure;
    this.nextStep = nextStep;
  }

  public Failure failure() {
    return failure;
  }

  public String nextStep() {
    return nextStep;
  }
}

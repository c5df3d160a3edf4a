package org.hactl.module.service;

/** A service as it was found. */
sealed interface ServiceState {
  /** No unit, no init script, no command; a package may still bring it. */
  record NotFound() implements ServiceState {}

  /** Somebody has forbidden it to start. */
  record Masked() implements ServiceState {}

  /**
   * It can be started and stopped.
   *
   * @param word the service manager's own, as {@code failed (failed)}
   * @param enabled whether it starts with the host
   */
  record Found(boolean running, String word, Enabled enabled) implements ServiceState {}

  /** Whether a service starts with the host. */
  enum Enabled {
    YES,
    NO,
    /** The service cannot be told: something else decides, or hactl itself starts it. */
    FIXED;

    boolean differs(boolean wanted) {
      return this != FIXED && wanted != (this == YES);
    }
  }
}

package org.hactl.module.service;

/** The state of a service. */
sealed interface ServiceState {
  /** The service has no unit, no init script and no command; a package may still install it. */
  record NotFound() implements ServiceState {}

  /** The service is masked: it must not start. */
  record Masked() implements ServiceState {}

  /**
   * The service can be started and stopped.
   *
   * @param word the service manager's own word, such as {@code failed (failed)}
   * @param enabled whether it starts with the host
   */
  record Found(boolean running, String word, Enabled enabled) implements ServiceState {}

  /** Whether a service starts with the host. */
  enum Enabled {
    YES,
    NO,
    /** hactl cannot change this: another unit decides it, or hactl itself starts the service. */
    FIXED;

    boolean differs(boolean wanted) {
      return this != FIXED && wanted != (this == YES);
    }
  }
}

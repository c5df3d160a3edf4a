package org.hactl.module;

/** What a change does to its resource. */
public enum Action {
  CREATE,
  UPDATE,
  DELETE,
  /** Something is run without a lasting difference: a service is restarted or reloaded. */
  RUN
}

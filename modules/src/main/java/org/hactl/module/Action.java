package org.hactl.module;

/** What a change does to its resource. */
public enum Action {
  CREATE,
  UPDATE,
  DELETE,
  /** Something is run and nothing stored differs afterwards: a service is restarted or reloaded. */
  RUN
}

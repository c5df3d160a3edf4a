package org.hactl.module;

/** What a change does to its resource. */
public enum Action {
  CREATE,
  UPDATE,
  DELETE,
  /** Runs something that leaves the resource as it is: a service is restarted or reloaded. */
  RUN
}

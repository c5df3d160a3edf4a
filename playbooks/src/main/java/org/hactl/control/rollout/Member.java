package org.hactl.control.rollout;

import java.util.Set;

/**
 * A host that an apply changes.
 *
 * @param services the services of which it is a real server
 * @param disturbs whether the change disturbs what the host serves
 */
public record Member(String host, Role role, Set<String> services, boolean disturbs) {
  /** Decides about the turn of a host. */
  public enum Role {
    /** A real server, or any host that is no director. */
    SERVER,
    /** A director on which no virtual router runs yet. */
    NEW_DIRECTOR,
    BACKUP,
    /** A director that is master of a virtual router, or a host that is a director no longer. */
    MASTER,
    /**
     * A director that would not understand the others while only some have the change; all of them
     * change at the same moment.
     */
    IN_STEP,
    /**
     * A director that gets a router which other directors have and change: it knows the new form
     * alone, so it comes after them, who then send and accept both.
     */
    JOINING,
    /** A real server that only gives a VIP up: directors may send to it until they have changed. */
    LEAVING
  }

  public Member {
    services = Set.copyOf(services);
  }
}

package org.hactl.vrrp.model;

import java.util.Locale;

/** Why a virtual router changed its state. Its text ({@code advert-timeout}) is part of the API. */
public enum Reason {
  /** Not started yet: the reason of a router that never changed its state. */
  NOT_STARTED,
  /** INIT to BACKUP: started, listens for a full down timer first. */
  STARTUP,
  /** To BACKUP: started or came up; the startup hold is not over. */
  STARTUP_HOLD,
  /** INIT to BACKUP: the agent crashes again and again, so it gave the role away and waits. */
  CRASH_LOOP,
  /** INIT to MASTER: the owner of the addresses (priority 255) does not wait. */
  STARTUP_OWNER,
  /** INIT to MASTER: a restarted agent resumed the role before a backup took over. */
  RESUMED,
  /** From INIT to the state that the agent's previous process was in, which handed it over. */
  TAKEN_OVER,
  /** BACKUP to MASTER: the master's advertisements stopped. */
  ADVERT_TIMEOUT,
  /** BACKUP to MASTER: the master gave the role away (priority 0). */
  PRIORITY_ZERO,
  /** BACKUP to MASTER: the current master has a lower priority. */
  PREEMPTION,
  /** MASTER to BACKUP: another router advertises a higher priority. */
  HIGHER_PRIORITY_PEER,
  /** MASTER to BACKUP: another router advertises the same priority from a higher address. */
  HIGHER_ADDRESS_PEER,
  /** MASTER to BACKUP: this process stalled for longer than the down timer. */
  STALLED,
  /** MASTER to BACKUP: another member of the sync group became backup. */
  GROUP_BACKUP,
  /**
   * MASTER to BACKUP, or MASTER until another one is heard, or to FAULT: another director holds a
   * newer version of the site and serves, or can serve.
   */
  OLDER_SITE,
  /** To FAULT: the interface is down or has no carrier. */
  INTERFACE_DOWN,
  /** To FAULT: there is no such interface. */
  INTERFACE_MISSING,
  /** To FAULT: the interface has no address, or not the configured one, to advertise from. */
  NO_ADDRESS,
  /** To FAULT: the interface's sockets could not be opened. */
  SOCKET_ERROR,
  /** To FAULT: the kernel refuses an address, route or rule that a master needs. */
  ADDRESS_REFUSED,
  /** To FAULT: another program keeps removing an address or a service that a master needs. */
  ADDRESS_FIGHT,
  /** To FAULT: no advertisement could be sent for a whole down timer. */
  SEND_FAILED,
  /** To FAULT: something that the router tracks has failed. */
  TRACKED,
  /** To FAULT: another member of the sync group is in FAULT. */
  GROUP_MEMBER,
  /** FAULT to BACKUP: the interface works again. */
  INTERFACE_UP,
  /** FAULT to BACKUP: what the router tracks works again. */
  TRACKED_UP,
  /** FAULT to BACKUP: it tries again what the system refused. */
  RETRY,
  /** FAULT to BACKUP: no other member of the sync group is in FAULT any more. */
  GROUP_UP,
  /** FAULT to BACKUP: no director with a newer version of the site serves in its place any more. */
  OLDER_SITE_OVER,
  /**
   * To BACKUP, or MASTER until another one is heard: the operator asked it to give the role away.
   */
  OPERATOR,
  /** To INIT: stopped, or removed from the configuration. */
  SHUTDOWN;

  private final String text = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** Whether the sync group caused it, so that the real reason is another member's. */
  public boolean isOfGroup() {
    return this == GROUP_BACKUP || this == GROUP_MEMBER || this == GROUP_UP;
  }

  /** The word for logs, status and metrics: {@code advert-timeout}. */
  public String text() {
    return text;
  }
}

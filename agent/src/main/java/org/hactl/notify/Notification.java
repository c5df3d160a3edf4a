package org.hactl.notify;

import java.util.List;
import java.util.Map;

/**
 * What hooks and FIFOs report to other programs.
 *
 * @param state one of the states in {@link org.hactl.host.HookSpec}
 * @param priority the effective priority; 0 for a group, as in keepalived, and for a service
 * @param details for the environment of hooks, by the name of the variable
 */
public record Notification(Subject about, String state, int priority, Map<String, String> details) {
  public static final String MASTER = "MASTER";
  public static final String STOP = "STOP";
  public static final String DELETED = "DELETED";

  /** Not a state: the router heard a master of lower priority. */
  public static final String MASTER_RX_LOWER_PRI = "MASTER_RX_LOWER_PRI";

  /**
   * Not states: the advertised priority of a master, or of a router that is not master, changed.
   */
  public static final String MASTER_PRIORITY = "MASTER_PRIORITY";

  public static final String BACKUP_PRIORITY = "BACKUP_PRIORITY";

  /** Not states, and not in keepalived: another master beside this one appeared, or is gone. */
  public static final String TWO_MASTERS = "TWO_MASTERS";

  public static final String TWO_MASTERS_OVER = "TWO_MASTERS_OVER";

  /** Not a state, and not in keepalived: another director holds a newer version of the site. */
  public static final String OLDER_SITE = "OLDER_SITE";

  /** Not in keepalived in this form: a virtual service has reached or lost its quorum. */
  public static final String QUORUM_UP = "QUORUM_UP";

  public static final String QUORUM_DOWN = "QUORUM_DOWN";

  public Notification {
    details = Map.copyOf(details);
  }

  /** Whether only commands that name this state get it. */
  boolean isOnRequest() {
    return isPriorityChange() || !isOfKeepalived();
  }

  /** Whether keepalived knows this state, too. */
  boolean isOfKeepalived() {
    return !state.equals(TWO_MASTERS)
        && !state.equals(TWO_MASTERS_OVER)
        && !state.equals(OLDER_SITE)
        && about.type() != Subject.SubjectType.SERVICE;
  }

  /** Whether the notification is only about a priority. */
  boolean isPriorityChange() {
    return state.equals(MASTER_PRIORITY) || state.equals(BACKUP_PRIORITY);
  }

  /** The arguments that keepalived adds to the arguments of its scripts. */
  public List<String> arguments() {
    return List.of(about.type().name(), about.name(), state, Integer.toString(priority));
  }

  /** The line that keepalived writes into its FIFOs, with its end. */
  public String line() {
    return "%s \"%s\" %s %d\n".formatted(about.type(), about.name(), state, priority);
  }
}

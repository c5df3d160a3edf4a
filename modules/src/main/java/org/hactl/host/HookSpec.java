package org.hactl.host;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A command that is run when a virtual router, a sync group or a virtual service changes its state,
 * with {@code INSTANCE|GROUP|SERVICE NAME STATE PRIORITY} added to its arguments, as keepalived
 * does.
 *
 * @param command the program and its first arguments
 * @param user the user it runs as; null for root
 * @param timeoutMillis the time after which the command gets SIGTERM; two seconds later it gets
 *     SIGKILL
 * @param states {@code MASTER}, {@code BACKUP}, {@code FAULT}, {@code STOP}, {@code DELETED},
 *     {@code MASTER_RX_LOWER_PRI}, {@code MASTER_PRIORITY}, {@code BACKUP_PRIORITY}, {@code
 *     TWO_MASTERS}, {@code TWO_MASTERS_OVER}, {@code OLDER_SITE}, {@code QUORUM_UP}, {@code
 *     QUORUM_DOWN}; empty for all but the last seven
 */
public record HookSpec(
    List<String> command, @Nullable String user, long timeoutMillis, Set<String> states) {
  public HookSpec {
    command = List.copyOf(command);
    states = Collections.unmodifiableSortedSet(new TreeSet<>(states));
  }

  /** The same command of a service, which runs at both states of a quorum if it names none. */
  public HookSpec onQuorum() {
    return states.isEmpty()
        ? new HookSpec(command, user, timeoutMillis, Set.of("QUORUM_UP", "QUORUM_DOWN"))
        : this;
  }

  /** The name under which the hook's results are shown. */
  public String text() {
    return String.join(" ", command);
  }
}

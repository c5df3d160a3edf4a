package org.hactl.notify;

import java.time.Duration;
import java.time.Instant;

/**
 * How a hook ended.
 *
 * @param command the command as the site gives it
 * @param ok whether it ended without being killed, and with status 0
 * @param outcome how it ended, with the last line it printed, or why it could not run
 */
public record HookResult(
    Notification told, String command, boolean ok, String outcome, Instant at, Duration took) {}

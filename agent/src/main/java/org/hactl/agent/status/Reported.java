package org.hactl.agent.status;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.hactl.api.HostStatus.HookView;
import org.hactl.notify.Fifos;
import org.hactl.notify.Subject;

/**
 * The counters and results that the agent keeps while it reports events, for the status.
 *
 * @param stalls how often the agent stood still since it started
 * @param transitions the transitions of a router since the agent started, by reason
 * @param bfdTransitions the transitions of a BFD session since the agent started, by reason
 * @param standingBack why routers stand back for a director with a newer version of the site, by
 *     router
 * @param hooks how the hooks of a router or group last ended
 */
public record Reported(
    long stalls,
    long longestStallMillis,
    Function<String, Map<String, Long>> transitions,
    Function<String, Map<String, Long>> bfdTransitions,
    List<Fifos.View> fifos,
    Function<Subject, List<HookView>> hooks,
    Map<String, String> standingBack) {}

package org.hactl.control.view;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hactl.api.HostStatus;
import org.jspecify.annotations.Nullable;

/**
 * What one host answered.
 *
 * @param status null if the host did not answer, or has no agent
 * @param silent whether the host did not answer although it has, or may have, an agent
 * @param atMillis the control node's time when the answer came
 */
public record HostAnswer(String host, @Nullable HostStatus status, boolean silent, long atMillis) {
  public static HostAnswer of(String host, HostStatus status, long atMillis) {
    return new HostAnswer(host, status, false, atMillis);
  }

  /** A host that did not answer. */
  public static HostAnswer silent(String host) {
    return new HostAnswer(host, null, true, 0);
  }

  /** A host without an agent: it runs no router and no service of hactl. */
  public static HostAnswer noAgent(String host) {
    return new HostAnswer(host, null, false, 0);
  }

  /** What each host answered, by host; only those that did. */
  public static Map<String, HostStatus> statuses(List<HostAnswer> answers) {
    Map<String, HostStatus> statuses = new LinkedHashMap<>();
    for (HostAnswer answer : answers) {
      if (answer.status() instanceof HostStatus status) {
        statuses.put(answer.host(), status);
      }
    }
    return statuses;
  }
}

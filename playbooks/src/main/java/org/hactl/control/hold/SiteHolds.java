package org.hactl.control.hold;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hactl.api.HostStatus;
import org.hactl.host.Hold;
import org.hactl.host.Hold.ApplyDrain;
import org.hactl.host.Hold.Maintenance;
import org.hactl.host.Holds;

/**
 * The holds of all hosts that answered. Every director should have the newest word about each hold;
 * a host in maintenance should have the word about itself.
 *
 * @param newest the newest words of all hosts together
 */
public record SiteHolds(Map<String, Holds> byHost, Holds newest, List<String> directors) {
  /**
   * @param statuses by host; those of older agents say nothing about holds
   */
  public static SiteHolds of(Map<String, HostStatus> statuses) {
    Map<String, Holds> byHost = new LinkedHashMap<>();
    List<String> directors = new ArrayList<>();
    statuses.forEach((host, status) -> {
      List<Hold> holds = status.holds();
      if (holds != null) {
        byHost.put(host, Holds.of(holds));
      }
      if (isDirector(status)) {
        directors.add(host);
      }
    });
    return of(byHost, directors);
  }

  public static SiteHolds of(Map<String, Holds> byHost, List<String> directors) {
    Holds newest = Holds.NONE;
    for (Holds each : byHost.values()) {
      newest = newest.merge(each.all());
    }
    return new SiteHolds(byHost, newest, directors);
  }

  /** Whether a host sends to real servers, or may be master of a router. */
  public static boolean isDirector(HostStatus status) {
    return !status.routers().isEmpty() || !status.services().isEmpty();
  }

  /**
   * The words that this host should have and does not have, or of which it has an older one. The
   * drain of an apply is given to the directors by that apply alone.
   */
  public List<Hold> lacking(String host) {
    return newest.newerThan(byHost.getOrDefault(host, Holds.NONE)).stream()
        .filter(hold -> !(hold instanceof ApplyDrain && hold.inForce()))
        .filter(hold ->
            directors.contains(host)
                || hold instanceof Maintenance maintenance && maintenance.host().equals(host))
        .toList();
  }
}

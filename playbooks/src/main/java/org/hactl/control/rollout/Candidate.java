package org.hactl.control.rollout;

import java.util.List;
import java.util.Set;
import org.hactl.api.ChangeView;
import org.hactl.api.HostStatus;
import org.hactl.api.HostStatus.RouterView;
import org.hactl.control.rollout.Member.Role;
import org.jspecify.annotations.Nullable;

/**
 * A host that has something to do, before it has a turn. Pure.
 *
 * @param director whether it has virtual routers in the new state
 * @param leaving whether it only gives up what a real server needs
 */
public record Candidate(String host, boolean director, boolean leaving, List<ChangeView> changes) {
  /**
   * @param services of which the host is a real server
   * @param status what the host said before; null if it did not, or was not asked
   */
  public Member member(Set<String> services, @Nullable HostStatus status) {
    return new Member(host, role(services, status), services, ChangeCost.disturbs(changes));
  }

  private Role role(Set<String> services, @Nullable HostStatus status) {
    if (!director) {
      // A real server comes before the directors that begin to send to it.
      if (services.isEmpty() && ChangeCost.endsRouters(changes)) {
        return Role.MASTER;
      }
      return leaving ? Role.LEAVING : Role.SERVER;
    }
    if (status != null && status.routers().isEmpty()) {
      return Role.NEW_DIRECTOR;
    }
    if (ChangeCost.partsDirectors(changes)) {
      return Role.IN_STEP;
    }
    return status != null && status.routers().stream().anyMatch(RouterView::leads)
        ? Role.MASTER
        : Role.BACKUP;
  }
}

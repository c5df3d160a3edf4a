package org.hactl.control.rollout;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.hactl.api.ChangeView;
import org.hactl.api.HostStatus;
import org.hactl.api.HostStatus.RouterView;
import org.hactl.control.rollout.Member.Role;
import org.hactl.host.HostState;
import org.jspecify.annotations.Nullable;

/**
 * A host that has something to do, before it has a turn. Pure.
 *
 * @param director whether it has virtual routers in the new state
 * @param leaving whether it only gives up what a real server needs
 * @param after its state with the changes; null if it is not known
 */
public record Candidate(
    String host,
    boolean director,
    boolean leaving,
    List<ChangeView> changes,
    @Nullable HostState after) {
  /**
   * @param others all hosts of the run that have something to do
   * @param services of which the host is a real server
   * @param status what the host said before; null if it did not, or was not asked
   * @param disturbs whether the changes may end what it serves
   */
  public Member member(
      Collection<Candidate> others,
      Set<String> services,
      @Nullable HostStatus status,
      boolean disturbs) {
    return new Member(host, role(others, services, status), services, disturbs);
  }

  private Role role(
      Collection<Candidate> others, Set<String> services, @Nullable HostStatus status) {
    if (!director) {
      // A real server comes before the directors that begin to send to it.
      if (services.isEmpty() && ChangeCost.endsRouters(changes)) {
        return Role.MASTER;
      }
      return leaving ? Role.LEAVING : Role.SERVER;
    }
    List<Candidate> changing =
        others.stream()
            .filter(each -> !each.equals(this) && ChangeCost.changesRouters(each.changes))
            .toList();
    if (ChangeCost.addsRouters(changes) && !changing.isEmpty()) {
      return changing.stream().anyMatch(Candidate::partsDirectors) ? Role.IN_STEP : Role.JOINING;
    }
    if (status != null && status.routers().isEmpty()) {
      return Role.NEW_DIRECTOR;
    }
    if (partsDirectors()) {
      return Role.IN_STEP;
    }
    return status != null && status.routers().stream().anyMatch(RouterView::leads)
        ? Role.MASTER
        : Role.BACKUP;
  }

  private boolean partsDirectors() {
    return ChangeCost.partsDirectors(changes, after);
  }
}

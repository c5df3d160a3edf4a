package org.hactl.control.gate;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.hactl.control.gate.GateProblem.Kind;
import org.hactl.control.view.Asked;
import org.hactl.control.view.Finding;
import org.hactl.control.view.Finding.Severity;
import org.hactl.control.view.HostAnswer;
import org.hactl.control.view.SiteView;

/**
 * Whether the site serves as well as before an apply. What was already wrong before the apply is no
 * problem: otherwise no apply could repair it. Pure.
 *
 * <p>Each virtual router has exactly one master, which every backup hears; each VIP is on exactly
 * that host; each service has no fewer healthy real servers than before, and its quorum if the site
 * gives one; no check on trial finds a real server failed that is in service; no director has a new
 * fault; every host that answered before still answers.
 *
 * @param before the answers of all hosts before anything was changed
 * @param asked which hosts were asked, with the states that are applied
 * @param apart the names of routers whose directors cannot understand each other before all of them
 *     have the new state, for instance after a change of the VRID; between two waves their masters
 *     are not counted
 */
public record SiteGate(List<HostAnswer> before, Asked asked, Set<String> apart) {
  /**
   * Some are judged here by rules of their own. The others say which version of the site a host
   * holds, and the run decides that: a host that was lost, or a director that leaves out a real
   * server which is not ready, does not hold all of the newest one.
   */
  private static final Set<Finding.Kind> NOT_BY_FINDINGS =
      EnumSet.of(
          Finding.Kind.TWO_MASTERS,
          Finding.Kind.NO_MASTER,
          Finding.Kind.SERVICE_DOWN,
          Finding.Kind.QUORUM_LOST,
          Finding.Kind.HALF_CONFIRMED,
          Finding.Kind.OLDER_SITE,
          Finding.Kind.HOST_LEFT);

  private static final Set<Finding.Kind> VIPS =
      EnumSet.of(Finding.Kind.VIP_MISSING, Finding.Kind.VIP_ELSEWHERE);

  public SiteGate {
    before = List.copyOf(before);
    apart = Set.copyOf(apart);
  }

  /** A gate for an apply in which all directors understand each other all the time. */
  public SiteGate(List<HostAnswer> before, Asked asked) {
    this(before, asked, Set.of());
  }

  /**
   * The problems of the site now; empty if the apply may go on. While all of them may mend, it is
   * worth asking the hosts again, for at most {@link GateWait#of}.
   */
  public List<GateProblem> problems(List<HostAnswer> now, Stage stage) {
    List<GateProblem> problems = new ArrayList<>();
    Set<String> unheard = stage == Stage.BETWEEN_WAVES ? apart : Set.of();
    for (RouterBeforeAndNow router : RouterBeforeAndNow.of(before, now, asked)) {
      problems.addAll(new RouterRules(router, unheard).problems());
    }
    problems.addAll(VipRules.problems(before, now, unheard));
    problems.addAll(findings(now, stage));
    problems.addAll(new ServiceRules(before, now, asked).problems());
    problems.addAll(TrialRules.problems(now));
    problems.addAll(HostRules.problems(before, now));
    return List.copyOf(problems);
  }

  /** Whether asking the hosts again may help: there are problems, and all of them may mend. */
  public static boolean mayMend(List<GateProblem> problems) {
    return !problems.isEmpty() && problems.stream().allMatch(GateProblem::mayMend);
  }

  private List<GateProblem> findings(List<HostAnswer> now, Stage stage) {
    Set<String> known =
        SiteView.of(before, asked).findings().stream()
            .map(Finding::text)
            .collect(Collectors.toSet());
    return SiteView.of(now, asked).findings().stream()
        // A missing VIP is a mere warning while a role is new: then waiting may mend it.
        .filter(each -> each.severity() == Severity.ERROR || VIPS.contains(each.kind()))
        .filter(each -> !NOT_BY_FINDINGS.contains(each.kind()))
        .filter(each -> stage == Stage.WHOLE_SITE || each.kind() != Finding.Kind.SERVICES_DIFFER)
        .filter(each -> !known.contains(each.text()))
        .map(each ->
            new GateProblem(
                VIPS.contains(each.kind()) ? Kind.VIP : Kind.FINDING,
                "site",
                "",
                each.text() + ": " + each.cause(),
                true))
        .toList();
  }
}

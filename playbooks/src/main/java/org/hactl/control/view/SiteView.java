package org.hactl.control.view;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What the answers of the hosts say together.
 *
 * @param findings the worst first
 * @param settling whether a role has just changed where something was found, so that a later answer
 *     may differ
 */
public record SiteView(List<Finding> findings, boolean settling) {
  public SiteView {
    findings = List.copyOf(findings);
  }

  /** Compares the answers. Says nothing that hosts would have to confirm that were not asked. */
  public static SiteView of(List<HostAnswer> answers, Asked asked) {
    List<Finding> findings = new ArrayList<>();
    boolean settling = false;
    for (RouterOnHosts router : RouterOnHosts.of(answers)) {
      List<Finding> ofRoles = new ArrayList<>();
      new MasterFindings(router, answers, asked).find().ifPresent(ofRoles::add);
      ofRoles.addAll(new VipFindings(router, answers, asked).find());
      settling |= !ofRoles.isEmpty() && router.isSettling();
      findings.addAll(ofRoles);
      findings.addAll(new ServiceFindings(router).find());
    }
    findings.addAll(new DownFindings(answers).find());
    new ClockFindings(answers).find().ifPresent(findings::add);
    findings.sort(Comparator.comparing(Finding::severity));
    return new SiteView(findings, settling);
  }
}

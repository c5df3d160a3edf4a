package org.hactl.control.view;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The result of comparing the hosts' answers.
 *
 * @param findings the findings, the worst first
 * @param settling whether a finding concerns a router whose role has just changed, so that a later
 *     answer may differ
 */
public record SiteView(List<Finding> findings, boolean settling) {
  public SiteView {
    findings = List.copyOf(findings);
  }

  /** Compares the answers. Reports no finding that depends on hosts that were not asked. */
  public static SiteView of(List<HostAnswer> answers, Asked asked) {
    List<Finding> findings = new ArrayList<>();
    boolean settling = false;
    List<RouterOnHosts> routers = RouterOnHosts.of(answers);
    for (RouterOnHosts router : routers) {
      List<Finding> ofRoles = new ArrayList<>();
      new MasterFindings(router, answers, asked).find().ifPresent(ofRoles::add);
      ofRoles.addAll(new VipFindings(router, answers, asked).find());
      settling |= !ofRoles.isEmpty() && router.isSettling();
      findings.addAll(ofRoles);
      findings.addAll(new ServiceFindings(router).find());
    }
    findings.addAll(new DownFindings(answers).find());
    findings.addAll(new QuorumFindings(answers).find());
    findings.addAll(new VersionFindings(answers, asked).find());
    findings.addAll(new PeerFindings(routers).find());
    findings.addAll(new HoldFindings(answers).find());
    findings.addAll(new SyncFindings(answers).find());
    new ClockFindings(answers).find().ifPresent(findings::add);
    findings.sort(Comparator.comparing(Finding::severity));
    return new SiteView(findings, settling);
  }
}

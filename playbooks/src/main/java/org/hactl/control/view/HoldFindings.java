package org.hactl.control.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hactl.api.HostStatus;
import org.hactl.control.hold.SiteHolds;
import org.hactl.control.view.Finding.Kind;
import org.hactl.host.Hold;

/** Finds the hosts that do not have the newest word about what operators hold. Pure. */
record HoldFindings(List<HostAnswer> answers) {
  List<Finding> find() {
    Map<String, HostStatus> statuses = HostAnswer.statuses(answers);
    SiteHolds holds = SiteHolds.of(statuses);
    List<Finding> findings = new ArrayList<>();
    statuses.forEach((host, status) -> {
      List<Hold> lacking = holds.lacking(host);
      if (!lacking.isEmpty()) {
        findings.add(status.holds() == null ? tooOld(host, lacking) : behind(host, lacking));
      }
    });
    return findings;
  }

  private static Finding behind(String host, List<Hold> lacking) {
    return Finding.warning(
        Kind.HOLDS_DIFFER,
        FindingText.list(lacking.stream().map(hold -> text(host, hold)).toList()),
        "the host was down or not reached when that was said",
        "hactl apply hands it on; so does the next hactl drain, undrain or maintenance");
  }

  private static Finding tooOld(String host, List<Hold> lacking) {
    return Finding.warning(
        Kind.HOLDS_DIFFER,
        "%s can hold nothing, so it does not respect: %s"
            .formatted(host, FindingText.list(lacking.stream().map(Hold::subject).toList())),
        "its agent is older than this hactl",
        "hactl apply installs the agent of this hactl version, and hands the holds on");
  }

  private static String text(String host, Hold hold) {
    Hold.Word word = hold.word();
    return hold.inForce()
        ? "%s does not have: %s (by %s)".formatted(host, hold.subject(), word.who())
        : "%s still has: %s, which %s ended".formatted(host, hold.subject(), word.who());
  }
}

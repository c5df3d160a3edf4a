package org.hactl.control.explain;

import java.util.ArrayList;
import java.util.List;
import org.hactl.api.EndpointView;
import org.hactl.api.HostStatus.RouterView;

/** Who has the VIP, and who answers for it on the segment. Pure. */
final class VipSteps {
  private final Evidence evidence;
  private final List<Step> steps = new ArrayList<>();

  private VipSteps(Evidence evidence) {
    this.evidence = evidence;
  }

  static List<Step> of(Evidence evidence) {
    VipSteps vip = new VipSteps(evidence);
    vip.roles();
    evidence.directors().forEach(vip::holder);
    vip.strangers();
    evidence.directors().forEach(vip::neighbour);
    return vip.steps;
  }

  private void roles() {
    List<String> masters = evidence.masters();
    String router = evidence.service().virtualRouter();
    if (router == null) {
      return; // Each director balances.
    }
    if (masters.size() > 1) {
      steps.add(
          Step.wrong(
              "",
              "%s are master of %s at the same time"
                  .formatted(String.join(" and ", masters), router),
              "hactl status says why they do not hear each other"));
    }
    for (String director : evidence.directors()) {
      evidence.router(director).ifPresent(view -> role(director, view, masters.isEmpty()));
    }
    if (masters.isEmpty()) {
      steps.add(
          Step.wrong(
              "", "no director is master of " + router, "hactl status shows the reason of each"));
    }
  }

  private void role(String director, RouterView view, boolean noMaster) {
    String text = "is %s of %s (%s)".formatted(view.state(), view.name(), view.reason());
    steps.add(
        view.state().equals("FAULT")
            ? noMaster
                ? Step.wrong(director, text, "repair what the reason names")
                : Step.doubt(director, text, "repair what the reason names")
            : Step.right(director, text));
  }

  private void holder(String director) {
    EndpointView view = evidence.endpoint(director);
    boolean master = evidence.masters().contains(director);
    if (view == null) {
      steps.add(Step.unknown(director, "did not say whether it has " + evidence.vip()));
      return;
    }
    String outside = evidence.outside(director);
    if (master && outside == null) {
      steps.add(
          Step.wrong(
              director,
              (evidence.service().virtualRouter() == null ? "" : "is master and ")
                  + "does not have "
                  + evidence.vip(),
              evidence.service().virtualRouter() == null
                  ? "hactl adds no address of a service without a virtual router: hosts.%s.addresses"
                      .formatted(director)
                  : "hactl drift shows what removes it; ip addr on that host"));
    } else if (outside != null) {
      String text = "has %s on %s".formatted(evidence.vip(), outside);
      steps.add(
          master
              ? Step.right(director, text)
              : Step.wrong(
                  director,
                  text + " and is not master",
                  "hactl status --limit " + director + "; another program may have added it"));
    }
  }

  /** Real servers that would answer ARP for the VIP. */
  private void strangers() {
    evidence.endpoints().keySet().stream()
        .sorted()
        .filter(host -> !evidence.directors().contains(host))
        .forEach(host -> {
          String outside = evidence.outside(host);
          if (outside != null) {
            steps.add(
                Step.wrong(
                    host,
                    "has %s on %s and answers for it".formatted(evidence.vip(), outside),
                    "remove it there: ip addr del %s dev %s".formatted(evidence.vip(), outside)));
          }
        });
  }

  private void neighbour(String director) {
    EndpointView view = evidence.endpoint(director);
    List<String> masters = evidence.masters();
    if (view == null || !view.holding().isEmpty() || masters.size() != 1) {
      return;
    }
    String master = masters.getFirst();
    String mac = view.neighbour();
    if (mac == null) {
      steps.add(
          Step.doubt(
              director,
              "hears no answer for %s, although %s has it".formatted(evidence.vip(), master),
              "a packet filter on %s may drop the question; ping %s from a client"
                  .formatted(master, evidence.vip())));
      return;
    }
    List<String> owners = evidence.owners(mac);
    boolean ofMaster = owners.stream().anyMatch(each -> each.startsWith(master + " "));
    String text =
        "%s answers for %s here: %s"
            .formatted(
                mac,
                evidence.vip(),
                owners.isEmpty() ? "a machine that is no host of this service" : owners.getFirst());
    steps.add(
        ofMaster
            ? Step.right(director, text)
            : Step.wrong(
                director,
                text + ", not " + master,
                owners.isEmpty()
                    ? "find the machine with this Ethernet address"
                    : "arp_ignore=1 and arp_announce=2 are missing there, or it has the VIP"
                        + " itself"));
  }
}

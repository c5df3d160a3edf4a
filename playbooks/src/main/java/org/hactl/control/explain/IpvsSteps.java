package org.hactl.control.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hactl.api.EndpointView;
import org.hactl.api.RealServerView;
import org.hactl.api.RealServerView.Health;
import org.hactl.api.ServiceView;
import org.hactl.host.VirtualServiceSpec.ForwardMethod;

/** What the master's IPVS does with a connection. Pure. */
final class IpvsSteps {
  private IpvsSteps() {}

  static List<Step> of(Evidence evidence) {
    List<Step> steps = new ArrayList<>();
    for (String master : evidence.masters()) {
      Optional<ServiceView> view = evidence.view(master);
      if (view.isEmpty()) {
        steps.add(
            Step.wrong(
                master,
                "has no service %s".formatted(evidence.service().text()),
                "hactl apply; the site and this host differ"));
      } else {
        of(evidence, master, view.get(), steps);
      }
    }
    balancesTwice(evidence, steps);
    return steps;
  }

  /** A director that is a real server and not master must not balance what the master sends it. */
  private static void balancesTwice(Evidence evidence, List<Step> steps) {
    for (String host : evidence.directors()) {
      Optional<ServiceView> view = evidence.view(host);
      boolean isRealServer =
          evidence.realServers().stream().anyMatch(each -> each.host().equals(host));
      if (view.isPresent() && isRealServer && !evidence.masters().contains(host)) {
        boolean balances =
            view.get().waitsFor() == null
                && view.get().realServers().stream().anyMatch(IpvsSteps::takesConnections);
        steps.add(
            balances
                ? Step.wrong(
                    host,
                    "has %s in IPVS and is a real server of it that is not master, so packets go back and forth"
                        .formatted(view.get().name()),
                    "hactl drift shows what added it; hactl apply")
                : Step.right(
                    host, "has no entry of %s in IPVS, as a backup".formatted(view.get().name())));
      }
    }
  }

  private static void of(Evidence evidence, String master, ServiceView view, List<Step> steps) {
    for (RealServerView server : view.realServers()) {
      steps.add(entry(master, server));
    }
    if (view.realServers().stream().noneMatch(IpvsSteps::takesConnections)) {
      steps.add(
          Step.wrong(
              master,
              "no real server of %s takes new connections".formatted(view.name()),
              "the steps of the real servers say why"));
    }
    EndpointView endpoint = evidence.endpoint(master);
    boolean translates =
        evidence.realServers().stream()
            .anyMatch(each -> evidence.service().forwardOf(each) == ForwardMethod.NAT);
    if (translates && endpoint != null) {
      steps.add(
          endpoint.forwards()
              ? Step.right(master, "forwards packets, as nat needs")
              : Step.wrong(
                  master,
                  "does not forward packets, which nat needs",
                  "hactl apply sets ip_forward; hactl drift shows who resets it"));
    }
  }

  private static boolean takesConnections(RealServerView server) {
    Integer weight = server.weight();
    return weight != null && weight > 0;
  }

  private static Step entry(String master, RealServerView server) {
    Integer weight = server.weight();
    String name = server.host();
    if (!server.ipvsKnown()) {
      return Step.unknown(master, "could not read the entry of " + name + " in IPVS");
    }
    String checked = "its check: " + server.detail();
    if (server.health() == Health.UNHEALTHY) {
      return Step.wrong(
          master,
          "takes %s for unhealthy; %s".formatted(name, checked),
          "repair %s, or the check".formatted(name));
    }
    if (weight == null) {
      return Step.wrong(
          master, "has no entry of %s in IPVS; %s".formatted(name, checked), "hactl drift");
    }
    return weight == 0
        ? Step.doubt(
            master,
            "gives %s no new connections: weight 0".formatted(name),
            "hactl holds shows whether it is drained")
        : Step.right(master, "sends to %s with weight %d; %s".formatted(name, weight, checked));
  }
}

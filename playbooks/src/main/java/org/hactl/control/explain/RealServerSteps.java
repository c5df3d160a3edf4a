package org.hactl.control.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hactl.api.AddressView;
import org.hactl.api.EndpointView;
import org.hactl.api.EndpointView.LinkView;
import org.hactl.api.HostStatus;
import org.hactl.api.Reply;
import org.hactl.host.VirtualServiceSpec.ForwardMethod;
import org.hactl.host.VirtualServiceSpec.RealServerSpec;

/** Whether a real server can answer. Pure. */
final class RealServerSteps {
  private static final String TUNNEL = "tunl0";
  private static final int STRICT = 1;

  private final Evidence evidence;
  private final RealServerSpec server;
  private final EndpointView view;
  private final List<Step> steps = new ArrayList<>();

  private RealServerSteps(Evidence evidence, RealServerSpec server, EndpointView view) {
    this.evidence = evidence;
    this.server = server;
    this.view = view;
  }

  static List<Step> of(Evidence evidence, RealServerSpec server) {
    EndpointView view = evidence.endpoint(server.host());
    if (view == null) {
      return List.of(
          Step.unknown(server.host(), "did not answer; what follows is what directors see"),
          probed(evidence, server));
    }
    RealServerSteps steps = new RealServerSteps(evidence, server, view);
    steps.look();
    steps.steps.add(probed(evidence, server));
    return steps.steps;
  }

  private void look() {
    ForwardMethod forward = evidence.service().forwardOf(server);
    if (forward != ForwardMethod.NAT) {
      loopback();
      // An interface answers neighbour solicitations of IPv6 only for its own addresses.
      if (!evidence.vip().contains(":")) {
        arp();
      }
    }
    if (forward == ForwardMethod.TUN) {
      tunnel();
    }
    if (forward == ForwardMethod.NAT) {
      wayBack();
    }
    listening();
    mtu();
  }

  private void loopback() {
    String outside = evidence.outside(server.host());
    if (outside != null && evidence.masters().contains(server.host())) {
      steps.add(right("is master itself and has %s on %s".formatted(evidence.vip(), outside)));
      return;
    }
    steps.add(
        evidence.hasOnLoopback(view)
            ? right("has %s on lo".formatted(evidence.vip()))
            : wrong(
                "does not have %s on lo, so it drops the packets".formatted(evidence.vip()),
                "hactl drift --limit %s shows what removed it; hactl apply".formatted(host())));
  }

  private void arp() {
    List<String> answering = new ArrayList<>();
    List<String> announcing = new ArrayList<>();
    for (Map.Entry<String, LinkView> link : outsideLinks()) {
      if (link.getValue().arpIgnore() == 0) {
        answering.add(link.getKey());
      }
      if (link.getValue().arpAnnounce() != 2) {
        announcing.add(link.getKey());
      }
    }
    steps.add(
        answering.isEmpty()
            ? right("does not answer ARP for addresses of lo")
            : wrong(
                "answers ARP for %s on %s: arp_ignore is 0"
                    .formatted(evidence.vip(), Evidence.some(answering)),
                "hactl drift shows who reset it; hactl apply"));
    if (!announcing.isEmpty()) {
      steps.add(
          wrong(
              "may name %s as sender of its ARP requests on %s: arp_announce is not 2"
                  .formatted(evidence.vip(), Evidence.some(announcing)),
              "hactl drift shows who reset it; hactl apply"));
    }
  }

  private List<Map.Entry<String, LinkView>> outsideLinks() {
    return view.links().entrySet().stream()
        .filter(
            link -> !link.getKey().equals(Evidence.LOOPBACK) && !link.getValue().mac().isEmpty())
        .sorted(Map.Entry.comparingByKey())
        .toList();
  }

  private void tunnel() {
    LinkView tunnel = view.links().get(TUNNEL);
    if (tunnel == null) {
      steps.add(
          wrong(
              "has no interface %s that is up, so it does not unpack what arrives"
                  .formatted(TUNNEL),
              "modprobe ipip; ip link set %s up".formatted(TUNNEL)));
    } else if (tunnel.rpFilter() == STRICT) {
      steps.add(
          wrong(
              "drops what arrives through %s: rp_filter is 1".formatted(TUNNEL),
              "set net.ipv4.conf.all.rp_filter and net.ipv4.conf.%s.rp_filter to 0"
                  .formatted(TUNNEL)));
    } else {
      steps.add(right("unpacks what arrives through " + TUNNEL));
    }
  }

  /** Replies of nat have to pass the director. */
  private void wayBack() {
    List<String> masters = evidence.masters();
    List<String> ours = masters.stream().flatMap(master -> addresses(master).stream()).toList();
    if (view.gateways().stream().anyMatch(ours::contains)) {
      steps.add(right("sends replies by way of " + masters.getFirst()));
    } else if (!masters.isEmpty()) {
      steps.add(
          doubt(
              view.gateways().isEmpty()
                  ? "has no default route: clients of other networks get no reply"
                  : "sends replies to other networks by way of %s, which is no address of %s"
                      .formatted(Evidence.some(view.gateways()), masters.getFirst()),
              "nat needs the replies to pass the director: routes: [{to: default, via: an address"
                  + " of the director that moves with the role}]"));
    }
  }

  private List<String> addresses(String host) {
    HostStatus status = evidence.statuses().get(host);
    return status == null || status.addresses() == null
        ? List.of()
        : status.addresses().stream().map(AddressView::address).toList();
  }

  private void listening() {
    int port = server.checkedPort();
    if (port == 0) {
      return;
    }
    List<String> listening = view.listening();
    boolean translated = evidence.service().forwardOf(server) == ForwardMethod.NAT;
    String wanted = translated ? server.address() : evidence.vip();
    if (listening == null) {
      steps.add(Step.unknown(host(), "did not say what listens on port " + port));
    } else if (listening.isEmpty()) {
      steps.add(
          wrong(
              "nothing listens on port %d/%s".formatted(port, evidence.service().protocol()),
              "start the program that should; ss -ln on that host"));
    } else if (takes(listening, wanted)) {
      steps.add(right("a program listens on port %d".formatted(port)));
    } else {
      steps.add(
          wrong(
              "a program listens on port %d of %s alone, and packets come for %s"
                  .formatted(port, Evidence.some(ofFamily(listening, wanted)), wanted),
              "let it listen on %s or on all addresses".formatted(wanted)));
    }
  }

  /**
   * Whether a socket takes packets for the address. One for {@code ::} takes those of IPv4 as well,
   * unless it is for IPv6 alone, as it must be beside one for an IPv4 address.
   */
  private static boolean takes(List<String> listening, String wanted) {
    boolean all = listening.contains("::");
    return listening.contains(wanted)
        || (wanted.contains(":")
            ? all
            : listening.contains("0.0.0.0") || (all && ofFamily(listening, wanted).isEmpty()));
  }

  private static List<String> ofFamily(List<String> listening, String wanted) {
    return listening.stream().filter(each -> each.contains(":") == wanted.contains(":")).toList();
  }

  private void mtu() {
    for (String master : evidence.masters()) {
      EndpointView director = evidence.endpoint(master);
      String outside = evidence.outside(master);
      LinkView sending = director == null || outside == null ? null : director.links().get(outside);
      int smallest =
          outsideLinks().stream().mapToInt(each -> each.getValue().mtu()).min().orElse(0);
      if (sending != null && smallest > 0 && sending.mtu() > smallest) {
        steps.add(
            doubt(
                "has an MTU of %d, and %s sends with %d on %s"
                    .formatted(smallest, master, sending.mtu(), outside),
                "large packets may be lost; use one MTU on the segment"));
      }
    }
  }

  private static Step probed(Evidence evidence, RealServerSpec server) {
    Reply.Probe probe = evidence.probes().get(server.host());
    String what = "the service on %s through this server alone".formatted(evidence.vip());
    if (probe == null) {
      return Step.unknown(server.host(), "no director could try " + what);
    }
    return probe.ok()
        ? Step.right(server.host(), "answers a try of %s: %s".formatted(what, probe.detail()))
        : Step.wrong(
            server.host(),
            "does not answer a try of %s: %s".formatted(what, probe.detail()),
            "the lines above; else a packet filter there (nft list ruleset)");
  }

  private String host() {
    return server.host();
  }

  private Step right(String text) {
    return Step.right(host(), text);
  }

  private Step doubt(String text, String next) {
    return Step.doubt(host(), text, next);
  }

  private Step wrong(String text, String next) {
    return Step.wrong(host(), text, next);
  }
}

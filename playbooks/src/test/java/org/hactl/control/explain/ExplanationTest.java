package org.hactl.control.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hactl.api.EndpointView;
import org.hactl.api.EndpointView.LinkView;
import org.hactl.api.HostStatus;
import org.hactl.api.HostStatus.RouterView;
import org.hactl.api.RealServerView;
import org.hactl.api.RealServerView.Health;
import org.hactl.api.Reply;
import org.hactl.api.ServiceView;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.host.VirtualServiceSpec.ForwardMethod;
import org.hactl.host.VirtualServiceSpec.RealServerSpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A pair that serves, and then one fault at a time. */
class ExplanationTest {
  private static final String VIP = "192.0.2.254";
  private static final String MAC_OF_LVS1 = "02:00:00:00:00:01";
  private static final String MAC_OF_WEB1 = "02:00:00:00:00:11";

  private ForwardMethod forward = ForwardMethod.DR;
  private String stateOfLvs1 = "MASTER";
  private String stateOfLvs2 = "BACKUP";
  private Health health = Health.HEALTHY;
  private @Nullable Integer weight = 1;
  private Reply.@Nullable Probe probe = new Reply.Probe(true, "200 OK", 2);
  private final Map<String, Endpoint> endpoints = new HashMap<>();

  /** What a test changes of a host. */
  private static final class Endpoint {
    private List<String> holding = new ArrayList<>();
    private final Map<String, LinkView> links = new HashMap<>();
    private boolean forwards;
    private @Nullable List<String> listening = List.of("0.0.0.0");
    private List<String> gateways = List.of("192.0.2.1");
    private @Nullable String neighbour;

    EndpointView view() {
      return new EndpointView(holding, links, forwards, listening, gateways, neighbour);
    }
  }

  ExplanationTest() {
    Endpoint lvs1 = host("lvs1", MAC_OF_LVS1);
    lvs1.holding.add("eth0");
    Endpoint lvs2 = host("lvs2", "02:00:00:00:00:02");
    lvs2.neighbour = MAC_OF_LVS1;
    Endpoint web1 = host("web1", MAC_OF_WEB1);
    web1.holding.add("lo");
    web1.links.put("eth0", new LinkView(MAC_OF_WEB1, 1500, 1, 2, 0));
  }

  private Endpoint host(String name, String mac) {
    Endpoint endpoint = new Endpoint();
    endpoint.links.put("lo", new LinkView("", 65536, 0, 0, 0));
    endpoint.links.put("eth0", new LinkView(mac, 1500, 0, 0, 0));
    endpoints.put(name, endpoint);
    return endpoint;
  }

  @Test
  void nothingIsWrongWhereAllServes() {
    Explanation explanation = explain();
    assertThat(explanation.reason()).isEmpty();
    assertThat(explanation.isWrong()).isFalse();
    assertThat(explanation.parts().values().stream().flatMap(List::stream))
        .extracting(Step::verdict)
        .containsOnly(Step.Verdict.RIGHT);
  }

  @Test
  void noMaster() {
    stateOfLvs1 = "FAULT";
    of("lvs1").holding.clear();
    assertThat(reason()).isEqualTo("lvs1: is FAULT of VI_1 (link-down)");
  }

  @Test
  void twoMasters() {
    stateOfLvs2 = "MASTER";
    of("lvs2").holding.add("eth0");
    assertThat(reason()).isEqualTo(": lvs1 and lvs2 are master of VI_1 at the same time");
  }

  @Test
  void aMasterWithoutTheVip() {
    of("lvs1").holding.clear();
    assertThat(reason()).isEqualTo("lvs1: is master and does not have 192.0.2.254");
  }

  @Test
  void aRealServerWithTheVipOnItsNetwork() {
    of("web1").holding.add("eth0");
    assertThat(reason()).isEqualTo("web1: has 192.0.2.254 on eth0 and answers for it");
  }

  @Test
  void anotherHostAnswersForTheVip() {
    of("lvs2").neighbour = MAC_OF_WEB1;
    assertThat(reason())
        .isEqualTo("lvs2: 02:00:00:00:00:11 answers for 192.0.2.254 here: web1 (eth0), not lvs1");
    of("lvs2").neighbour = "02:00:00:00:00:99";
    assertThat(reason())
        .isEqualTo(
            "lvs2: 02:00:00:00:00:99 answers for 192.0.2.254 here: a machine that is no host of"
                + " this service, not lvs1");
  }

  @Test
  void theLoopbackVipIsMissing() {
    of("web1").holding.clear();
    health = Health.UNHEALTHY;
    weight = null;
    assertThat(reason())
        .as("the cause, not what the director sees of it")
        .isEqualTo("web1: does not have 192.0.2.254 on lo, so it drops the packets");
  }

  @Test
  void aRealServerThatAnswersArp() {
    of("web1").links.put("eth0", new LinkView(MAC_OF_WEB1, 1500, 0, 2, 0));
    assertThat(reason()).isEqualTo("web1: answers ARP for 192.0.2.254 on eth0: arp_ignore is 0");
    of("web1").links.put("eth0", new LinkView(MAC_OF_WEB1, 1500, 1, 0, 0));
    assertThat(reason()).contains("arp_announce is not 2");
  }

  @Test
  void nothingListens() {
    of("web1").listening = List.of();
    health = Health.UNHEALTHY;
    weight = null;
    assertThat(reason()).isEqualTo("web1: nothing listens on port 80/tcp");
  }

  @Test
  void aProgramThatListensOnItsOwnAddressAlone() {
    of("web1").listening = List.of("192.0.2.11");
    assertThat(reason())
        .isEqualTo(
            "web1: a program listens on port 80 of 192.0.2.11 alone, and packets come for"
                + " 192.0.2.254");
    of("web1").listening = List.of("::");
    assertThat(explain().reason()).isEmpty();
    of("web1").listening = List.of("192.0.2.11", "::");
    assertThat(reason()).as("the other socket is for IPv6 alone").contains("of 192.0.2.11 alone");
  }

  @Test
  void theTryOnTheVipFails() {
    probe = new Reply.Probe(false, "connect: no answer in time", 3000);
    assertThat(reason())
        .isEqualTo(
            "web1: does not answer a try of the service on 192.0.2.254 through this server alone:"
                + " connect: no answer in time");
  }

  @Test
  void aCheckThatIsWrong() {
    health = Health.UNHEALTHY;
    weight = null;
    assertThat(reason()).isEqualTo("lvs1: takes web1 for unhealthy; its check: 404");
  }

  @Test
  void aDrainedServer() {
    weight = 0;
    assertThat(reason()).isEqualTo("lvs1: no real server of web takes new connections");
  }

  @Test
  void natNeedsForwardingAndTheWayBack() {
    forward = ForwardMethod.NAT;
    of("web1").holding.clear();
    of("web1").listening = List.of("192.0.2.11");
    assertThat(reason()).isEqualTo("lvs1: does not forward packets, which nat needs");
    of("lvs1").forwards = true;
    assertThat(explain().isWrong()).isFalse();
    assertThat(reason())
        .isEqualTo(
            "web1: sends replies to other networks by way of 192.0.2.1, which is no address of"
                + " lvs1");
  }

  @Test
  void aTunnelNeedsItsInterface() {
    forward = ForwardMethod.TUN;
    assertThat(reason()).contains("has no interface tunl0 that is up");
    of("web1").links.put("tunl0", new LinkView("", 1480, 1, 2, 1));
    assertThat(reason()).contains("drops what arrives through tunl0: rp_filter is 1");
    of("web1").links.put("tunl0", new LinkView("", 1480, 1, 2, 2));
    assertThat(explain().reason()).isEmpty();
  }

  @Test
  void aSmallerMtu() {
    of("web1").links.put("eth0", new LinkView(MAC_OF_WEB1, 1400, 1, 2, 0));
    assertThat(reason()).isEqualTo("web1: has an MTU of 1400, and lvs1 sends with 1500 on eth0");
    assertThat(explain().isWrong()).isFalse();
  }

  @Test
  void aHostThatIsSilentIsNotCalledWrong() {
    endpoints.remove("web1");
    probe = null;
    assertThat(explain().reason()).isEmpty();
    assertThat(explain().parts().values().stream().flatMap(List::stream))
        .extracting(Step::verdict)
        .contains(Step.Verdict.UNKNOWN);
  }

  private Endpoint of(String host) {
    return endpoints.getOrDefault(host, new Endpoint());
  }

  private String reason() {
    return explain().reason().map(step -> step.host() + ": " + step.text()).orElse("");
  }

  @Test
  void aBackupThatIsARealServerMustNotBalance() {
    assertThat(texts(both(null)))
        .contains(
            "has web in IPVS and is a real server of it that is not master, so packets go back and"
                + " forth",
            "is master itself and has %s on eth0".formatted(VIP));
    assertThat(texts(both("VI_1"))).contains("has no entry of web in IPVS, as a backup");
  }

  private static List<String> texts(Explanation explanation) {
    return explanation.parts().values().stream().flatMap(List::stream).map(Step::text).toList();
  }

  /** Two machines that are directors and real servers; lvs1 is master. */
  private Explanation both(@Nullable String waitsFor) {
    VirtualServiceSpec service =
        VirtualServiceSpec.builder("web", VIP, 80)
            .virtualRouter("VI_1")
            .realServers(
                List.of(
                    new RealServerSpec("lvs1", "192.0.2.1", 80, 1),
                    new RealServerSpec("lvs2", "192.0.2.2", 80, 1)))
            .build();
    Map<String, EndpointView> views = new HashMap<>();
    endpoints.forEach((host, endpoint) -> views.put(host, endpoint.view()));
    return Explanation.of(
        new Evidence(
            service,
            List.of("lvs1", "lvs2"),
            Map.of("lvs1", status("lvs1", "MASTER"), "lvs2", waiting(waitsFor)),
            views,
            Map.of()));
  }

  private HostStatus waiting(@Nullable String waitsFor) {
    HostStatus plain = status("lvs2", "BACKUP");
    ServiceView web = plain.services().getLast();
    return HostStatus.builder("lvs2")
        .routers(plain.routers())
        .services(
            List.of(
                new ServiceView(
                    web.name(),
                    web.address(),
                    web.scheduler(),
                    web.forward(),
                    web.realServers(),
                    null,
                    0,
                    null,
                    waitsFor)))
        .build();
  }

  private Explanation explain() {
    VirtualServiceSpec service =
        VirtualServiceSpec.builder("web", VIP, 80)
            .virtualRouter("VI_1")
            .forward(forward)
            .realServers(List.of(new RealServerSpec("web1", "192.0.2.11", 80, 1)))
            .build();
    Map<String, EndpointView> views = new HashMap<>();
    endpoints.forEach((host, endpoint) -> views.put(host, endpoint.view()));
    return Explanation.of(
        new Evidence(
            service,
            List.of("lvs1", "lvs2"),
            Map.of("lvs1", status("lvs1", stateOfLvs1), "lvs2", status("lvs2", stateOfLvs2)),
            views,
            probe == null ? Map.of() : Map.of("web1", probe)));
  }

  private HostStatus status(String host, String state) {
    RealServerView server =
        RealServerView.builder("web1", "192.0.2.11", 80)
            .health(health, 0, health == Health.UNHEALTHY ? "404" : "200 OK")
            .weight(weight)
            .connections(0L, 0L)
            .build();
    return HostStatus.builder(host)
        .routers(
            List.of(
                RouterView.builder("VI_1", 51, 2, "eth0")
                    .state(state, state.equals("FAULT") ? "link-down" : "advert-timeout", 0)
                    .build()))
        .services(
            List.of(
                new ServiceView("web", VIP + ":443/tcp", "rr", "dr", List.of()),
                new ServiceView("web", VIP + ":80/tcp", "rr", "dr", List.of(server))))
        .build();
  }
}

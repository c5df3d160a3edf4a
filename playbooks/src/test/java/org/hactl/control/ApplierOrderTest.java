package org.hactl.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hactl.api.ChangeView;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.control.host.HostFailure;
import org.hactl.control.host.HostOutcome;
import org.hactl.host.HostState;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.host.VirtualServiceSpec.RealServerSpec;
import org.hactl.module.Action;
import org.hactl.module.ResourceId;
import org.junit.jupiter.api.Test;

/** In which order real servers and directors change, and what each waits for. */
class ApplierOrderTest extends TestFleet {
  @Test
  void aRealServerThatLeavesAServiceComesAfterTheDirectors() throws Exception {
    host("lvs1", request -> answer("lvs1", request));
    host("web1", request -> leaving("web1", request));
    host("client", request -> answer("client", request));
    Map<String, HostState> states = states();
    states.put("client", realServer("client"));
    assertThat(applier().apply(states))
        .extracting(HostResult::outcome)
        .containsOnly(HostOutcome.OK);
    assertThat(applied).containsExactly("client", "lvs1", "web1");
  }

  @Test
  void aDirectorThatIsReplacedServesUntilTheNewOneIsThere() throws Exception {
    host("lvs1", request -> losing("lvs1", new ResourceId("vrrp", "VI_1"), request));
    host("lvs2", request -> answer("lvs2", request));
    Map<String, HostState> states = new LinkedHashMap<>();
    states.put("lvs1", HostState.builder("shop", "lvs1").build());
    states.put("lvs2", director("lvs2"));
    assertThat(applier().apply(states))
        .extracting(HostResult::outcome)
        .containsOnly(HostOutcome.OK);
    assertThat(applied).containsExactly("lvs2", "lvs1");
  }

  @Test
  void aRealServerIsNotTakenFromADirectorThatMaySendToIt() throws Exception {
    host("web1", request -> leaving("web1", request));
    List<HostResult> results = applier().apply(states());
    assertThat(results)
        .extracting(HostResult::outcome)
        .containsExactly(HostOutcome.UNREACHABLE, HostOutcome.FAILED);
    assertThat(results.get(1).failure())
        .isEqualTo(
            new HostFailure(
                "left as it is: lvs1, which may still send to it, did not converge",
                "repair that director or exclude it with --limit, then apply again"));
    assertThat(applied).isEmpty();
  }

  @Test
  void aRealServerThatIsLeftForALostDirectorTakesNoOtherHostBack() throws Exception {
    host("lvs1", request -> answer("lvs1", request));
    host("web1", request -> leaving("web1", request));
    Map<String, HostState> states = states();
    states.put("lvs2", director("lvs2"));
    List<HostResult> results = applier().apply(states);
    assertThat(results)
        .extracting(HostResult::outcome)
        .containsExactly(HostOutcome.OK, HostOutcome.FAILED, HostOutcome.UNREACHABLE);
    assertThat(agent("lvs1").asked).contains(new Request.Confirm(4));
    assertThat(applied).containsExactly("lvs1");
  }

  @Test
  void aDirectorDoesNotBeginToSendToAHostThatIsNotReady() throws Exception {
    host("lvs1", request -> director(request, List.of("192.0.2.1", "192.0.2.2")));
    host("web1", request -> answer("web1", request));
    List<HostResult> results = applier().apply(serving("web1", "web2", "web3"));
    assertThat(sentTo("lvs1")).containsExactly("web1, web2");
    assertThat(results.getFirst().outcome()).isEqualTo(HostOutcome.OK);
    assertThat(results.getFirst().notes()).containsExactly("web3 was left out: it is not ready");
  }

  @Test
  void aHostThatOnlyGivesAVipUpIsReadyForItsOtherServices() throws Exception {
    host("lvs1", request -> director(request, List.of("192.0.2.2")));
    host("web1", request -> leaving("web1", request));
    host("web2", request -> answer("web2", request));
    List<HostResult> results = applier().apply(serving("web1", "web2"));
    assertThat(applied).containsExactly("web2", "lvs1", "web1");
    assertThat(sentTo("lvs1")).containsExactly("web1, web2");
    assertThat(results.getFirst().notes()).isEmpty();
  }

  @Test
  void aDirectorKeepsWhomItSendsToAndIsNotAskedWhereAllAreReady() throws Exception {
    host("lvs1", request -> director(request, List.of("192.0.2.3")));
    host("web1", request -> answer("web1", request));
    assertThat(applier().apply(serving("web1", "web3")).getFirst().notes()).isEmpty();
    host("web3", request -> answer("web3", request));
    assertThat(applier().apply(serving("web1", "web3")).getFirst().notes()).isEmpty();
    assertThat(sentTo("lvs1")).containsExactly("web1, web3", "web1, web3");
    // Asked twice, for the plan and for the apply, while web3 could not be reached; not asked after
    // that.
    assertThat(agent("lvs1").asked).filteredOn(Request.Status.class::isInstance).hasSize(2);
  }

  @Test
  void aRealServerThatAlsoBecomesOneComesBeforeTheDirectors() throws Exception {
    host("lvs1", request -> answer("lvs1", request));
    host("web1", request -> changingVip("web1", request));
    assertThat(applier().apply(states()))
        .extracting(HostResult::outcome)
        .containsOnly(HostOutcome.OK);
    assertThat(applied).containsExactly("web1", "lvs1");
  }

  @Test
  void aHostThatLosesWhatNoDirectorNeedsIsNotHeldBack() throws Exception {
    host(
        "web1", request -> losing("web1", new ResourceId("sysctl", "net.core.somaxconn"), request));
    assertThat(applier().apply(states()))
        .extracting(HostResult::outcome)
        .containsExactly(HostOutcome.UNREACHABLE, HostOutcome.OK);
  }

  /** A host whose plan only removes a loopback VIP. */
  private List<Reply> leaving(String host, Request request) {
    return planning(host, request, List.of(loopbackVip("192.0.2.9/32", Action.DELETE)));
  }

  private List<Reply> changingVip(String host, Request request) {
    return planning(
        host,
        request,
        List.of(
            loopbackVip("192.0.2.9/32", Action.DELETE),
            loopbackVip("192.0.2.10/32", Action.CREATE)));
  }

  private List<Reply> losing(String host, ResourceId id, Request request) {
    return planning(host, request, List.of(new ChangeView(id, Action.DELETE, List.of())));
  }

  private static ChangeView loopbackVip(String address, Action action) {
    return new ChangeView(new ResourceId("address", "lo " + address), action, List.of());
  }

  /** The real servers in each state that a director got. */
  private List<String> sentTo(String director) {
    return agent(director).asked.stream()
        .filter(Request.Apply.class::isInstance)
        .map(request ->
            ((Request.Apply) request)
                .state().virtualServices().getFirst().realServers().stream()
                    .map(RealServerSpec::host)
                    .collect(Collectors.joining(", ")))
        .toList();
  }

  /** A director with one service of these real servers: web1 is 192.0.2.1 and so on. */
  private static Map<String, HostState> serving(String... realServers) {
    List<RealServerSpec> servers =
        Stream.of(realServers)
            .map(host -> new RealServerSpec(host, "192.0.2." + host.charAt(3), 80, 1))
            .toList();
    VirtualServiceSpec web =
        VirtualServiceSpec.builder("web", "192.0.2.9", 80)
            .virtualRouter("VI_1")
            .scheduler("rr")
            .realServers(servers)
            .build();
    Map<String, HostState> states = new LinkedHashMap<>();
    states.put("lvs1", director("lvs1").withVirtualServices(List.of(web)));
    for (String host : realServers) {
      states.put(host, realServer(host));
    }
    return states;
  }
}

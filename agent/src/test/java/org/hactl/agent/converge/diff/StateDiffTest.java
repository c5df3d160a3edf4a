package org.hactl.agent.converge.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.agent.converge.diff.TestStates.VIP;
import static org.hactl.agent.converge.diff.TestStates.fields;
import static org.hactl.agent.converge.diff.TestStates.host;
import static org.hactl.agent.converge.diff.TestStates.router;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hactl.api.ChangeView;
import org.hactl.bfd.model.BfdConfig;
import org.hactl.bfd.protocol.BfdFixtures;
import org.hactl.host.CheckSpec;
import org.hactl.host.DnsQuestion;
import org.hactl.host.DriftPolicy;
import org.hactl.host.HookSpec;
import org.hactl.host.HostState;
import org.hactl.host.HttpRequest;
import org.hactl.host.HttpWanted;
import org.hactl.host.MailPolicy;
import org.hactl.host.Payload;
import org.hactl.host.Talk;
import org.hactl.host.TlsTerms;
import org.hactl.host.TrackerSpec;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.host.VirtualServiceSpec.OnDown;
import org.hactl.host.VrrpPolicy;
import org.hactl.module.Action;
import org.hactl.module.FieldChange;
import org.hactl.module.Resource;
import org.hactl.module.ResourceId;
import org.hactl.module.address.AddressResource;
import org.hactl.vrrp.model.Authentication;
import org.hactl.vrrp.model.GratuitousArp;
import org.junit.jupiter.api.Test;

/** Which fields of two states differ. */
class StateDiffTest {
  @Test
  void equalStatesDifferInNothing() {
    assertThat(StateDiff.of(state(100, "1111", 30_000), state(100, "1111", 30_000))).isEmpty();
  }

  @Test
  void showsEachFieldThatDiffers() {
    assertThat(StateDiff.of(state(100, "1111", 30_000), state(150, "1111", 60_000)))
        .extracting(ChangeView::toString)
        .containsExactly(
            new ChangeView(
                    new ResourceId("vrrp", "VI_1"),
                    Action.UPDATE,
                    List.of(new FieldChange("priority", "100", "150")))
                .toString(),
            new ChangeView(
                    new ResourceId("drift", "policy"),
                    Action.UPDATE,
                    List.of(new FieldChange("every", "30s", "60s")))
                .toString());
  }

  @Test
  void showsHowManyGenerationsStay() {
    HostState before = HostState.empty("shop", "lvs1");
    HostState same = before.toBuilder().generations(HostState.DEFAULT_GENERATIONS).build();
    assertThat(StateDiff.of(before, same)).isEmpty();
    assertThat(StateDiff.of(before, before.toBuilder().generations(20).build()))
        .containsExactly(
            new ChangeView(
                new ResourceId("generations", "kept"),
                Action.UPDATE,
                List.of(new FieldChange("number", "10", "20"))));
  }

  @Test
  void aRenamedRouterIsOneChange() {
    HostState before = router(VIP);
    HostState after =
        before.toBuilder()
            .virtualRouters(
                before.virtualRouters().stream()
                    .map(each ->
                        new VirtualRouterSpec(
                            each.config().toBuilder().name("outside").build(),
                            each.held(),
                            each.tracks(),
                            each.hooks()))
                    .toList())
            .build();
    assertThat(StateDiff.of(before, after))
        .extracting(change -> change.action() + " " + change.id())
        .containsExactly("UPDATE vrrp[outside]");
    assertThat(fields(before, after)).containsExactly("name VI_1 -> outside");
  }

  @Test
  void aChangedRecipientIsAChange() {
    HostState told =
        HostState.builder("shop", "lvs1")
            .vrrp(
                new VrrpPolicy(
                    List.of(
                        new VrrpPolicy.SyncGroupSpec(
                            "VG_1", List.of("VI_1"), List.of(), List.of())),
                    List.of(),
                    List.of(),
                    List.of(new HookSpec(List.of("/etc/hactl/tell"), null, 1_000, Set.of())),
                    List.of("/run/vrrp.fifo"),
                    false))
            .build();
    assertThat(StateDiff.of(HostState.empty("shop", "lvs1"), told))
        .extracting(change -> change.id().toString())
        .containsExactly("sync-group[VG_1]", "notify[fifo /run/vrrp.fifo]", "notify[hooks]");
  }

  @Test
  void aChangedPasswordIsAChangeAndStaysSecret() {
    List<ChangeView> changes =
        StateDiff.of(state(100, "old-pass", 30_000), state(100, "new-pass", 30_000));
    assertThat(changes).hasSize(1);
    assertThat(changes.toString()).contains("(secret)").doesNotContain("old-pass", "new-pass");
  }

  @Test
  void fromNothingAndBackToNothing() {
    HostState nothing = HostState.empty("shop", "lvs1");
    assertThat(StateDiff.of(nothing, state(100, "1111", 30_000)))
        .extracting(ChangeView::action)
        .containsExactly(Action.CREATE, Action.CREATE);
    assertThat(StateDiff.of(state(100, "1111", 30_000), nothing))
        .extracting(ChangeView::action)
        .containsExactly(Action.DELETE, Action.DELETE);
  }

  @Test
  void aChangeOfOnlyAnAddressOptionIsShown() {
    List<Resource> labelled = List.of(AddressResource.of("eth0", "10.0.0.9/24", "eth0:vip", null));
    List<Resource> gone = List.of();

    assertThat(fields(router(VIP), router(labelled)))
        .containsExactly("holds address[eth0 10.0.0.9/24] yes -> label eth0:vip");
    assertThat(fields(router(labelled), router(gone)))
        .containsExactly("holds address[eth0 10.0.0.9/24] label eth0:vip -> null");
  }

  @Test
  void trackersAndSessionsDifferFieldByField() {
    HostState before =
        policy(
            new TrackerSpec.Interface("uplink", "eth1", 0, 100),
            BfdFixtures.named(
                BfdFixtures.with("10.0.0.1", null, null, 100, 100, 3, false, false, 255), "gw"));
    HostState after =
        policy(
            new TrackerSpec.File("uplink", "/etc/gate", null),
            BfdFixtures.named(
                BfdFixtures.with("10.0.0.1", null, null, 50, 100, 3, false, false, 255), "gw"));

    assertThat(fields(before, after))
        .containsExactly(
            "file null -> /etc/gate",
            "interface eth1 -> null",
            "interface.down_delay 100ms -> null",
            "interface.up_delay 0s -> null",
            "min_rx 100ms -> 50ms");
  }

  @Test
  void checksDifferFieldByField() {
    CheckSpec.Timing timing = new CheckSpec.Timing(2_000, 3_000, 2, 3);
    HostState before = service(new CheckSpec.Tcp(null, timing), OnDown.REMOVE);
    HostState after =
        service(
            new CheckSpec.Http(
                8080,
                "/health",
                List.of(200, 204),
                null,
                "fine",
                new CheckSpec.Timing(500, 3_000, 2, 3)),
            OnDown.QUIESCE);

    assertThat(fields(before, after))
        .containsExactly(
            "check tcp -> http",
            "http.contains null -> fine",
            "http.path null -> /health",
            "http.status null -> 200, 204",
            "interval 2s -> 500ms",
            "on_down remove -> quiesce",
            "port null -> 8080");
  }

  @Test
  void aCheckByTlsSaysWhatItAsksAndWhatItVerifies() {
    CheckSpec.Timing timing = new CheckSpec.Timing(2_000, 3_000, 2, 3);
    HostState before = service(new CheckSpec.Tcp(null, timing), OnDown.REMOVE);
    CheckSpec https =
        new CheckSpec.Http(
            CheckSpec.Place.REAL_SERVER,
            new HttpRequest("POST", "/", "shop.example", Map.of("X-A", "b"), "{}"),
            new HttpWanted(
                List.of(HttpWanted.StatusRange.parse("200-299")),
                null,
                "up+",
                List.of(new HttpWanted.JsonValueAt("state", "up")),
                null),
            new TlsTerms(
                "shop.example",
                TlsTerms.Verify.CHAIN,
                "/ca.pem",
                null,
                TlsTerms.MinVersion.TLS_1_2,
                14),
            timing);

    assertThat(fields(before, service(https, OnDown.REMOVE)))
        .containsExactly(
            "check tcp -> https",
            "https.body null -> {}",
            "https.ca null -> /ca.pem",
            "https.headers null -> X-A: b",
            "https.host null -> shop.example",
            "https.json null -> state = up",
            "https.matches null -> up+",
            "https.method null -> POST",
            "https.min_version null -> 1.2",
            "https.path null -> /",
            "https.sni null -> shop.example",
            "https.status null -> 200-299",
            "https.verify null -> chain",
            "https.warn_days null -> 14");
  }

  @Test
  void ofManyChecksEachHasANumber() {
    CheckSpec.Timing timing = new CheckSpec.Timing(2_000, 3_000, 2, 3);
    CheckSpec tcp = new CheckSpec.Tcp(null, timing);
    CheckSpec elsewhere =
        new CheckSpec.Tcp(
            new CheckSpec.Place("10.0.0.1", 81, "10.0.0.2", "eth1", 7, CheckSpec.Via.VIP),
            Talk.NONE,
            timing);
    CheckSpec many = new CheckSpec.All(List.of(tcp, new CheckSpec.Any(List.of(tcp, elsewhere))));

    assertThat(fields(service(tcp, OnDown.REMOVE), service(many, OnDown.REMOVE)))
        .contains(
            "check tcp -> 1 and (2 or 3)",
            "1.check null -> tcp",
            "3.address null -> 10.0.0.1",
            "3.port null -> 81",
            "3.source null -> 10.0.0.2",
            "3.interface null -> eth1",
            "3.mark null -> 7",
            "3.via null -> vip",
            "interval 2s -> null");
  }

  @Test
  void everyOtherKindOfCheckSaysWhatItAsks() {
    CheckSpec.Timing timing = new CheckSpec.Timing(2_000, 3_000, 2, 3);
    HostState before = service(new CheckSpec.Tcp(null, timing), OnDown.REMOVE);
    CheckSpec.Place there = CheckSpec.Place.REAL_SERVER;
    assertThat(
            fields(
                before,
                service(
                    new CheckSpec.Udp(
                        there, new Talk(Payload.parse("a"), Payload.parse("b")), timing),
                    OnDown.REMOVE)))
        .containsExactly("check tcp -> udp", "udp.expect null -> b", "udp.payload null -> a");
    assertThat(
            fields(
                before,
                service(
                    new CheckSpec.Dns(
                        there,
                        new DnsQuestion(
                            DnsQuestion.Transport.TCP, "A", "a.example", List.of("NOERROR"), null),
                        timing),
                    OnDown.REMOVE)))
        .containsExactly(
            "check tcp -> dns",
            "dns.name null -> a.example",
            "dns.rcode null -> NOERROR",
            "dns.transport null -> tcp",
            "dns.type null -> A");
    assertThat(
            fields(
                before,
                service(
                    new CheckSpec.Smtp(
                        there, "lvs.example", CheckSpec.Smtp.Security.NONE, null, timing),
                    OnDown.REMOVE)))
        .containsExactly(
            "check tcp -> smtp", "smtp.hello null -> lvs.example", "smtp.security null -> none");
    assertThat(fields(before, service(new CheckSpec.Ping(there, 5, 20, timing), OnDown.REMOVE)))
        .containsExactly("check tcp -> ping", "ping.count null -> 5", "ping.loss null -> 20%");
    assertThat(
            fields(
                before,
                service(
                    new CheckSpec.Script(there, List.of("/bin/check", "a b"), "web", true, timing),
                    OnDown.REMOVE)))
        .containsExactly(
            "check tcp -> script",
            "script null -> /bin/check \"a b\"",
            "script.user null -> web",
            "script.weight null -> true");
    assertThat(
            fields(
                before,
                service(
                    new CheckSpec.All(
                        List.of(
                            new CheckSpec.WeightFile(there, "/run/weight", timing),
                            new CheckSpec.Agent(there, Payload.parse("a"), timing))),
                    OnDown.REMOVE)))
        .contains("1.file null -> /run/weight", "2.agent.send null -> a");
  }

  private static HostState service(CheckSpec check, OnDown onDown) {
    VirtualServiceSpec service =
        VirtualServiceSpec.builder("web", "10.0.0.9", 80)
            .virtualRouter("VI_1")
            .scheduler("rr")
            .check(check)
            .onDown(onDown)
            .build();
    return HostState.builder("shop", "lvs1").virtualServices(List.of(service)).build();
  }

  private static HostState policy(TrackerSpec tracker, BfdConfig session) {
    return host(
        null,
        new VrrpPolicy(List.of(), List.of(tracker), List.of(session), List.of(), List.of(), false));
  }

  private static HostState state(int priority, String password, long everyMillis) {
    VirtualRouterSpec router =
        VirtualRouterSpec.of(
            "VI_1",
            2,
            51,
            "eth0",
            priority,
            1_000,
            true,
            0,
            Authentication.pass(password),
            List.of("192.168.0.254/24"),
            GratuitousArp.DEFAULT);
    return HostState.builder("shop", "lvs1")
        .virtualRouters(List.of(router))
        .drift(new DriftPolicy(DriftPolicy.Mode.CORRECT, everyMillis, null))
        .mail(new MailPolicy(List.of("root@localhost"), "root@localhost", "127.0.0.1", 25, 30_000))
        .build();
  }
}

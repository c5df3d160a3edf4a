package org.hactl.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hactl.api.HostStatus.Convergence;
import org.hactl.api.HostStatus.DriftView;
import org.hactl.api.HostStatus.VrrpView;
import org.hactl.api.RealServerView.Health;
import org.hactl.api.RealServerView.TrialView;
import org.hactl.host.Hold;
import org.hactl.host.HostJson;
import org.hactl.host.HostState;
import org.junit.jupiter.api.Test;

class ProtocolTest {
  private final Protocol protocol = new Protocol(HostJson.mapper(List.of()));

  @Test
  void omitsWeightAndConnectionsIfIpvsWasNotRead() throws Exception {
    Reply.Status unknown =
        status(
            RealServerView.builder("web1", "192.0.2.18", 80).health(Health.HEALTHY, 1, "").build());
    String line = protocol.write(unknown);
    assertThat(line).doesNotContain("weight", "Connections", "ipvsKnown");
    assertThat(protocol.readReply(line)).isEqualTo(unknown);
    Reply.Status out =
        status(
            RealServerView.builder("web1", "192.0.2.18", 80)
                .health(Health.HEALTHY, 1, "")
                .connections(0L, 0L)
                .build());
    assertThat(protocol.write(out)).contains("\"activeConnections\":0").doesNotContain("weight");
  }

  @Test
  void aCheckOnTrialIsOmittedIfThereIsNone() throws Exception {
    Reply.Status tried =
        status(
            RealServerView.builder("web1", "192.0.2.18", 80)
                .health(Health.HEALTHY, 1, "")
                .trial(new TrialView(Health.UNHEALTHY, 2, "HTTP status 404, wanted 200"))
                .build());
    String line = protocol.write(tried);
    assertThat(line)
        .contains(
            "\"trial\":{\"detail\":\"HTTP status 404, wanted 200\",\"health\":\"UNHEALTHY\",");
    assertThat(protocol.readReply(line)).isEqualTo(tried);
    assertThat(protocol.write(status(RealServerView.builder("web1", "192.0.2.18", 80).build())))
        .doesNotContain("trial");
  }

  @Test
  void readsAStatusWithoutTheTimeFromAnOlderAgent() throws Exception {
    String line = protocol.write(status()).replace("\"nowMillis\":9000,", "");
    assertThat(protocol.readReply(line))
        .isInstanceOfSatisfying(
            Reply.Status.class,
            reply -> {
              assertThat(reply.status().nowMillis()).isZero();
              assertThat(reply.status().startedAtMillis()).isEqualTo(5_000);
            });
  }

  @Test
  void aRequestToReachAnAddressIsReadAsItWasWritten() throws Exception {
    String line = protocol.write(new Request.Reach("192.168.0.254"));
    assertThat(line).isEqualTo("{\"type\":\"reach\",\"address\":\"192.168.0.254\"}");
    assertThat(protocol.readRequest(line)).isEqualTo(new Request.Reach("192.168.0.254"));
  }

  @Test
  void whatIsSaidAboutKeptGenerationsIsReadAsItWasWritten() throws Exception {
    SiteVersion version =
        new SiteVersion(
            "shop",
            10,
            "c0ffee",
            false,
            "ann@desk",
            5,
            Map.of("lvs1", "a"),
            List.of(),
            new SiteVersion.Rollback("serial 8 (c0ffee)", 9, "beef", "d"));
    for (Request request :
        List.of(
            new Request.Generations(),
            new Request.Compare(3, 4),
            new Request.PlanReturn(3),
            new Request.Return(3, 60_000, version))) {
      assertThat(protocol.readRequest(protocol.write(request))).isEqualTo(request);
    }
    for (Reply reply :
        List.of(
            new Reply.Generations(List.of(new GenerationView(3, "d", 7, 1, 2, 3, version))),
            new Reply.Compared(List.of()))) {
      assertThat(protocol.readReply(protocol.write(reply))).isEqualTo(reply);
    }
    String older =
        """
        {"type":"history","entries":[{"atMillis":1,"generation":2,"outcome":"CONFIRMED",
        "detail":"","serial":3,"revision":"","modified":false,"author":"ann@desk"}]}
        """
            .replace("\n", "");
    assertThat(protocol.readReply(older))
        .isInstanceOfSatisfying(
            Reply.History.class,
            history -> assertThat(history.entries().getFirst().rollback()).isNull());
  }

  @Test
  void aHistoryIsReadAsItWasWritten() throws Exception {
    Request.History request = new Request.History(20);
    assertThat(protocol.readRequest(protocol.write(request))).isEqualTo(request);
    SiteVersion version =
        new SiteVersion("shop", 9, "c0ffee", true, "ann@desk", 5, Map.of("lvs1", "a"), List.of());
    Reply.History reply =
        new Reply.History(
            List.of(
                AuditEntry.of(7, 3, AuditEntry.Outcome.ROLLED_BACK, "x".repeat(9_000), version),
                AuditEntry.of(6, 2, AuditEntry.Outcome.CONFIRMED, "", null)));
    assertThat(protocol.readReply(protocol.write(reply))).isEqualTo(reply);
    assertThat(reply.entries().getFirst().detail()).hasSize(AuditEntry.MAX_DETAIL).endsWith("...");
  }

  @Test
  void anApplyNamesTheServiceThatItAdopts() throws Exception {
    HostState state = HostState.empty("shop", "lvs1");
    Request adopting = new Request.Apply(state, 1_000, null, "keepalived");
    assertThat(protocol.write(adopting)).contains("\"adopts\":\"keepalived\"");
    assertThat(protocol.readRequest(protocol.write(adopting))).isEqualTo(adopting);
    Request older = new Request.Apply(state, 1_000);
    assertThat(protocol.readRequest(protocol.write(older).replace(",\"adopts\":null", "")))
        .isEqualTo(older);
  }

  @Test
  void aHandOverIsReadAsItWasWritten() throws Exception {
    Request request = new Request.HandOver("VI_1", "ann@desk");
    assertThat(protocol.write(request))
        .isEqualTo("{\"type\":\"hand-over\",\"router\":\"VI_1\",\"who\":\"ann@desk\"}");
    assertThat(protocol.readRequest(protocol.write(request))).isEqualTo(request);
    Reply happened = new Reply.Happened(new Event.HandOverAsked(7, "VI_1", "ann@desk"));
    assertThat(protocol.write(happened)).contains("\"event\":\"hand-over\"");
    assertThat(protocol.readReply(protocol.write(happened))).isEqualTo(happened);
  }

  @Test
  void holdsAreReadAsTheyWereWritten() throws Exception {
    Hold.Word word = new Hold.Word(Hold.State.HELD, "ann@desk", "new kernel", 5, 7);
    List<Hold> holds =
        List.of(new Hold.Drain("web1", null, word), new Hold.Maintenance("lvs1", word));
    Request.Holds request = new Request.Holds(holds);
    assertThat(protocol.write(request))
        .isEqualTo(
            "{\"type\":\"holds\",\"holds\":[{\"hold\":\"drain\",\"realServer\":\"web1\",\"word\":"
                + "{\"atMillis\":5,\"state\":\"HELD\",\"version\":7,\"who\":\"ann@desk\","
                + "\"why\":\"new kernel\"}},{\"hold\":\"maintenance\",\"host\":\"lvs1\",\"word\":"
                + "{\"atMillis\":5,\"state\":\"HELD\",\"version\":7,\"who\":\"ann@desk\","
                + "\"why\":\"new kernel\"}}]}");
    assertThat(protocol.readRequest(protocol.write(request))).isEqualTo(request);
    for (Reply reply :
        List.of(
            new Reply.Holds(holds),
            new Reply.Holds(List.of(new Hold.ApplyDrain("web1", 300_000, word))),
            new Reply.Happened(new Event.HoldChanged(5, holds.getFirst())),
            new Reply.Status(HostStatus.builder("lvs1").holds(holds).build()),
            new Reply.Status(HostStatus.builder("lvs1").holds(null).build()))) {
      assertThat(protocol.readReply(protocol.write(reply))).isEqualTo(reply);
    }
    String endless = protocol.write(request).replace("\"version\":7", "\"version\":9e17");
    assertThatThrownBy(() -> protocol.readRequest(endless)).isInstanceOf(ProtocolException.class);
  }

  @Test
  void refusesAVersionOfTheSiteThatIsLargerThanAnySite() throws Exception {
    SiteVersion version =
        new SiteVersion(
            "shop", 9, "c0ffee", false, "ann@desk", 0, Map.of("lvs1", "d"), List.of("web9"));
    String line =
        protocol.write(new Reply.Status(HostStatus.builder("lvs1").version(version).build()));
    assertThat(protocol.readReply(line)).isInstanceOf(Reply.Status.class);
    String many =
        IntStream.rangeClosed(0, 10_000)
            .mapToObj("\"h%d\":\"\""::formatted)
            .collect(Collectors.joining(",", "{", "}"));
    Map.of(
            line.replace("\"serial\":9", "\"serial\":9223372036854775807"),
                "serial of the site is 9",
            line.replace("\"serial\":9", "\"serial\":-1"), "serial of the site is -1",
            line.replace("c0ffee", "c".repeat(1001)), "a text of 1001 characters",
            line.replace("web9", "w".repeat(1001)), "a text of 1001 characters",
            line.replace("{\"lvs1\":\"d\"}", many), "more than 10000 hosts")
        .forEach((hostile, why) ->
            assertThatThrownBy(() -> protocol.readReply(hostile))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining(why));
  }

  private static Reply.Status status(RealServerView... servers) {
    return new Reply.Status(
        HostStatus.builder("lvs1")
            .agent("0.1.0", "d")
            .times(9_000, 5_000)
            .generation(4, "d", true, 0)
            .convergence(Convergence.CONVERGED, List.of())
            .vrrp(VrrpView.NONE)
            .services(
                List.of(new ServiceView("web", "192.0.2.254:80/tcp", "rr", "dr", List.of(servers))))
            .drift(new DriftView("correct, every 30s", 0, 0, 0))
            .build());
  }
}

package org.hactl.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.hactl.host.CheckSpec.Place;
import org.hactl.host.CheckSpec.Timing;
import org.hactl.host.CheckSpec.Via;
import org.hactl.host.HttpWanted.JsonValueAt;
import org.hactl.host.HttpWanted.StatusRange;
import org.hactl.host.TlsTerms.ClientCertificate;
import org.hactl.host.TlsTerms.MinVersion;
import org.hactl.host.TlsTerms.Verify;
import org.junit.jupiter.api.Test;

/** The JSON form of checks, and the form that earlier versions wrote. */
class CheckSpecJsonTest {
  private static final Timing TIMING = new Timing(2_000, 3_000, 2, 3);
  private static final String TIMING_JSON =
      "\"timing\":{\"intervalMillis\":2000,\"timeoutMillis\":3000,\"rise\":2,\"fall\":3}";

  private final ObjectMapper mapper = HostJson.mapper(List.of());

  @Test
  void everyKindComesBack() throws Exception {
    TlsTerms tls =
        new TlsTerms(
            "shop.example",
            Verify.CHAIN,
            "/ca.pem",
            new ClientCertificate("/c.pem", "/k.pem"),
            MinVersion.TLS_1_3,
            7);
    for (CheckSpec check :
        List.of(
            new CheckSpec.Tcp(8080, TIMING),
            new CheckSpec.Tcp(null, new Timing(1, 2, 3, 4, new CheckSpec.Flapping(6, 300_000))),
            new CheckSpec.Tcp(
                Place.REAL_SERVER,
                new Talk(Payload.parse("PING\\r\\n"), Payload.parse("\\xff")),
                TIMING),
            new CheckSpec.Tls(Place.REAL_SERVER, tls, TIMING),
            new CheckSpec.Udp(Place.REAL_SERVER, new Talk(null, Payload.parse("x")), TIMING),
            new CheckSpec.Dns(
                Place.REAL_SERVER,
                new DnsQuestion(
                    DnsQuestion.Transport.TCP, "A", "a.example", List.of("NOERROR"), "b"),
                TIMING),
            new CheckSpec.Smtp(
                Place.REAL_SERVER, "a.example", CheckSpec.Smtp.Security.STARTTLS, tls, TIMING),
            new CheckSpec.All(
                List.of(
                    new CheckSpec.Tcp(80, TIMING),
                    new CheckSpec.Any(
                        List.of(
                            new CheckSpec.Tcp(
                                new Place("192.0.2.1", 81, "192.0.2.2", "eth1", 7, Via.VIP),
                                Talk.NONE,
                                TIMING))))),
            new CheckSpec.Ping(Place.REAL_SERVER, 3, 33, TIMING),
            new CheckSpec.Script(Place.REAL_SERVER, List.of("/bin/true", "a"), "b", true, TIMING),
            new CheckSpec.WeightFile(Place.REAL_SERVER, "/run/weight", TIMING),
            new CheckSpec.Agent(Place.REAL_SERVER, Payload.parse("a"), TIMING),
            new CheckSpec.Grpc(Place.REAL_SERVER, "", null, null, TIMING),
            new CheckSpec.Grpc(Place.REAL_SERVER, "shop.Cart", "shop.example", tls, TIMING),
            new CheckSpec.Bfd("web1", null),
            new CheckSpec.Bfd(null, new CheckSpec.Flapping(6, 300_000)),
            new CheckSpec.Http(80, "/", List.of(200), "a", "b", TIMING),
            new CheckSpec.Http(
                Place.REAL_SERVER,
                new HttpRequest("POST", "/x", "a", Map.of("X-A", "b"), "{}"),
                new HttpWanted(
                    List.of(StatusRange.parse("200-299")),
                    "c",
                    "d+",
                    List.of(new JsonValueAt("a.b", "c")),
                    "/y"),
                tls,
                TIMING))) {
      assertThat(read(mapper.writeValueAsString(check))).isEqualTo(check);
    }
  }

  @Test
  void theFormOfAnEarlierVersionIsRead() throws Exception {
    assertThat(read("{\"type\":\"tcp\",\"port\":443," + TIMING_JSON + "}"))
        .isEqualTo(new CheckSpec.Tcp(443, TIMING));
    assertThat(read("{\"type\":\"tcp\"," + TIMING_JSON + "}"))
        .isEqualTo(new CheckSpec.Tcp(null, TIMING));
    assertThat(
            read(
                "{\"type\":\"http\",\"port\":8080,\"path\":\"/health\",\"status\":[200,204],"
                    + "\"hostHeader\":\"a\",\"bodyContains\":\"ok\","
                    + TIMING_JSON
                    + "}"))
        .isEqualTo(new CheckSpec.Http(8080, "/health", List.of(200, 204), "a", "ok", TIMING));
  }

  @Test
  void aPlaceOfAnEarlierVersionIsByTheRoutes() throws Exception {
    assertThat(read("{\"type\":\"tcp\",\"at\":{\"port\":81},\"talk\":{}," + TIMING_JSON + "}").at())
        .isEqualTo(new Place(null, 81, null));
  }

  private CheckSpec read(String json) throws JsonProcessingException {
    return mapper.readValue(json, CheckSpec.class);
  }
}

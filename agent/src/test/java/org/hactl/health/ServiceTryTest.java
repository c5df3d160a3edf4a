package org.hactl.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.health.ScriptedServer.answer;

import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.hactl.health.probe.CheckResult;
import org.hactl.host.CheckSpec;
import org.hactl.host.CheckSpec.Place;
import org.hactl.host.CheckSpec.Timing;
import org.hactl.host.Talk;
import org.hactl.host.VirtualServiceSpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ServiceTryTest {
  private static final Timing TIMING = new Timing(1_000, 20_000, 1, 1);
  private static final CheckSpec TCP = new CheckSpec.Tcp(null, TIMING);
  private static final CheckSpec HTTP = Specs.http(1_000);
  private static final CheckSpec ELSEWHERE =
      new CheckSpec.Tcp(new Place("192.0.2.7", 81, null), Talk.NONE, TIMING);
  private static final CheckSpec SCRIPT =
      new CheckSpec.Script(Place.REAL_SERVER, List.of("/bin/true"), null, false, TIMING);
  private static final CheckSpec BFD = new CheckSpec.Bfd(null, null);

  private final List<CheckSpec> tried = new ArrayList<>();

  @Test
  void eachCheckOfAListIsTriedAndTold() {
    ServiceTry both = of(new CheckSpec.All(List.of(HTTP, TCP)));

    assertThat(tried).containsExactly(HTTP, TCP);
    assertThat(both)
        .isEqualTo(new ServiceTry(false, "1 http: HTTP status 503, wanted 200; 2 tcp: connected"));
    assertThat(of(new CheckSpec.Any(List.of(HTTP, TCP))).success()).isTrue();
  }

  @Test
  void checksThatDoNotAskTheServiceAreLeftOut() {
    CheckSpec check =
        new CheckSpec.All(
            List.of(ELSEWHERE, SCRIPT, new CheckSpec.Any(List.of(BFD, ELSEWHERE)), TCP));

    assertThat(of(check)).isEqualTo(new ServiceTry(true, "connected"));
    assertThat(tried).containsExactly(TCP);
  }

  @Test
  void withoutACheckAConnectionIsOpened() {
    assertThat(of(null)).isEqualTo(new ServiceTry(true, "connected"));
    assertThat(of(new CheckSpec.All(List.of(BFD, SCRIPT))))
        .isEqualTo(new ServiceTry(true, "connected"));
  }

  private ServiceTry of(@Nullable CheckSpec check) {
    tried.clear();
    return ServiceTry.of(
        Specs.service("web", check, 80),
        each -> {
          tried.add(each);
          return each instanceof CheckSpec.Http
              ? CheckResult.failure("HTTP status 503, wanted 200")
              : CheckResult.success("connected");
        });
  }

  @Test
  void aTryGoesToTheServicesAddress() throws Exception {
    try (ScriptedServer server = new ScriptedServer(answer("HTTP/1.1 200 OK\r\n\r\n"))) {
      VirtualServiceSpec service = Specs.service("web", "127.0.0.1", server.port(), HTTP, 80);

      assertThat(ServiceTry.once(service, HTTP, Socket::new))
          .isEqualTo(CheckResult.success("HTTP status 200"));
    }
  }
}

package org.hactl.health.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.hactl.host.CheckSpec;
import org.hactl.host.CheckSpec.Place;
import org.hactl.host.DnsQuestion;
import org.hactl.host.DnsQuestion.Transport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** DNS checks against dnsmasq. */
@Tag("lab")
class DnsmasqCheckLabTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(Transport.class)
  void itsAnswersAreRead(Transport transport) throws Exception {
    int port = ServerProgram.freePort();
    try (ServerProgram dnsmasq =
        new ServerProgram(
            folder.resolve("log"),
            port,
            List.of(
                "dnsmasq",
                "--keep-in-foreground",
                "--conf-file=/dev/null",
                "--pid-file",
                "--user=root",
                "--port=" + port,
                "--listen-address=127.0.0.1",
                "--bind-interfaces",
                "--no-resolv",
                "--no-hosts",
                "--local=/example/",
                "--host-record=shop.example,192.0.2.7,2001:db8::7",
                "--txt-record=shop.example,v=1 open",
                "--mx-host=shop.example,mail.example,10"))) {
      passes(asked(port, transport, "A", "shop.example", "NOERROR", "192.0.2.7"));
      passes(asked(port, transport, "AAAA", "shop.example", "NOERROR", "2001:db8::7"));
      passes(asked(port, transport, "TXT", "shop.example", "NOERROR", "v=1 open"));
      passes(asked(port, transport, "MX", "shop.example", "NOERROR", "mail.example"));
      passes(asked(port, transport, "A", "lost.example", "NXDOMAIN", null));
      assertThat(asked(port, transport, "A", "shop.example", "NOERROR", "192.0.2.8").success())
          .isFalse();
      assertThat(asked(port, transport, "A", "lost.example", "NOERROR", null).detail())
          .contains("NXDOMAIN");
    }
  }

  private static void passes(CheckResult result) {
    assertThat(result.success()).as(result.detail()).isTrue();
  }

  private static CheckResult asked(
      int port,
      Transport transport,
      String type,
      String name,
      String rcode,
      @Nullable String contains) {
    DnsQuestion question = new DnsQuestion(transport, type, name, List.of(rcode), contains);
    return Tries.once(
        ServerProgram.at(port), new CheckSpec.Dns(Place.REAL_SERVER, question, Tries.TIMING));
  }
}

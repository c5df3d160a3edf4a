package org.hactl.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.lab.scenario.ScenarioLab.VIP;

import org.hactl.lab.ExecResult;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** Faults of which no check or drift tells, found by {@code hactl explain}. */
@Tag("nightly")
@Order(6)
@ExtendWith(ScenarioLab.Extension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ExplainScenarioTest {
  private static final String NGINX = "/etc/nginx/sites-available/default";

  @AfterAll
  static void asBefore(ScenarioLab lab) {
    lab.read("web2", "ip addr del %s/32 dev eth0 2>/dev/null; true".formatted(VIP));
    var _ = lab.hactl("undrain", "web1");
    var _ = lab.hactl("undrain", "web2");
  }

  @Test
  @Order(1)
  void nothingIsWrong(ScenarioLab lab) {
    lab.converge();
    ExecResult explained = lab.hactl("explain", VIP + ":80");

    assertThat(explained.exit()).as(explained.out() + explained.err()).isZero();
    assertThat(explained.out())
        .contains("ok     lvs1 is MASTER of VI_1")
        .contains("ok     lvs1 has 192.168.0.254 on eth0")
        .contains("answers for 192.168.0.254 here: lvs1 (eth0)")
        .contains("ok     lvs1 sends to web1 with weight 1")
        .contains("ok     web1 has 192.168.0.254 on lo")
        .contains("ok     web2 answers a try of the service on 192.168.0.254")
        .endsWith("(nft list ruleset)\n");
  }

  @Test
  @Order(2)
  void aProgramThatListensOnItsOwnAddressAlone(ScenarioLab lab) {
    listen(lab, "192.168.0.18:80");

    assertThat(wrong(lab, "web"))
        .contains(
            "=> web1 a program listens on port 80 of 192.168.0.18 alone, and packets come for"
                + " 192.168.0.254")
        .contains("WRONG  web1 does not answer a try of the service");
  }

  @Test
  @Order(3)
  void aRealServerThatAnswersForTheVip(ScenarioLab lab) {
    lab.read("web2", "ip addr add %s/32 dev eth0".formatted(VIP));

    assertThat(wrong(lab, VIP)).contains("=> web2 has 192.168.0.254 on eth0 and answers for it");
    lab.read("web2", "ip addr del %s/32 dev eth0".formatted(VIP));
  }

  @Test
  @Order(4)
  void allServersAreDrained(ScenarioLab lab) {
    lab.hactl("drain", "web1", "--max", "1s");
    lab.hactl("drain", "web2", "--max", "1s", "--yes");

    assertThat(wrong(lab, VIP + ":80/tcp"))
        .contains("look   lvs1 gives web1 no new connections: weight 0")
        .contains("=> lvs1 no real server of web takes new connections");
  }

  @Test
  @Order(5)
  void aServiceThatTheSiteDoesNotHave(ScenarioLab lab) {
    ExecResult explained = lab.hactl("explain", "192.168.0.253");

    assertThat(explained.exit()).isEqualTo(1);
    assertThat(explained.err())
        .contains("the site has no virtual service 192.168.0.253")
        .contains("name one of these: web (192.168.0.254:80/tcp)");
  }

  @AfterEach
  void nginxListensEverywhere(ScenarioLab lab) {
    listen(lab, "80");
  }

  private static String wrong(ScenarioLab lab, String service) {
    ExecResult explained = lab.hactl("explain", service);
    assertThat(explained.exit()).as(explained.out() + explained.err()).isEqualTo(6);
    return explained.out();
  }

  private static void listen(ScenarioLab lab, String where) {
    lab.read(
        "web1",
        "sed -i 's/^\\(\\s*listen \\)[0-9.:]*80 /\\1%s /' %s && systemctl restart nginx"
            .formatted(where, NGINX));
  }
}

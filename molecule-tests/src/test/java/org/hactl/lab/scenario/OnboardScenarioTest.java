package org.hactl.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hactl.lab.ExecResult;
import org.hactl.lab.HostSpec;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** A new web server gets traffic only after it has answered through the VIP's path. */
@Tag("nightly")
@Order(10)
@ExtendWith(ScenarioLab.Extension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OnboardScenarioTest {
  private static final HostSpec WEB3 = new HostSpec("web3", "192.168.0.22");

  @Test
  @Order(1)
  void converge(ScenarioLab lab) {
    lab.converge();
    lab.hosts().add(WEB3);
  }

  @Test
  @Order(2)
  void whereTheProbeFailsNothingIsAdded(ScenarioLab lab) throws IOException {
    Path hosts = lab.control().folder().resolve("inventory/hosts.yml");
    String before = Files.readString(hosts);
    // A unit that starts but does not serve takes the place of the web server.
    lab.read(
        "web3",
        "printf '[Service]\\nExecStart=/bin/sleep infinity\\n' >/etc/systemd/system/nginx.service;"
            + " systemctl daemon-reload");

    ExecResult result;
    try {
      result = lab.hactl("onboard", "web3", "--address", WEB3.address(), "--group", "webs");
    } finally {
      lab.read(
          "web3",
          "systemctl stop nginx; rm -f /etc/systemd/system/nginx.service; systemctl daemon-reload");
    }

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.out() + result.err())
        .contains("probing the service on the new host itself")
        .contains("Nothing was added");
    assertThat(Files.readString(hosts)).isEqualTo(before);
    for (String director : new String[] {"lvs1", "lvs2"}) {
      assertThat(lab.read(director, "ipvsadm -Ln")).doesNotContain(WEB3.address());
    }
    assertThat(lab.read("web3", "ip -o address show dev lo")).doesNotContain(ScenarioLab.VIP);
  }

  @Test
  @Order(3)
  void aServerThatAnswersIsAddedToBothDirectors(ScenarioLab lab) throws IOException {
    ExecResult result =
        lab.hactl("onboard", "web3", "--address", WEB3.address(), "--group", "webs");

    assertThat(result.exit()).as(result.out() + result.err()).isZero();
    lab.awaitPages("web1", "web2", "web3");
    for (String director : new String[] {"lvs1", "lvs2"}) {
      assertThat(lab.read(director, "ipvsadm -Ln")).contains(WEB3.address() + ":80");
    }
    assertThat(Files.readString(lab.control().folder().resolve("inventory/hosts.yml")))
        .contains("web3");
  }

  @Test
  @Order(4)
  void theSiteIsThenAsApplied(ScenarioLab lab) {
    assertThat(lab.apply().changed()).isZero();
  }
}

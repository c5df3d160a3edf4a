package org.hactl.control.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SystemFactsTest {
  private static final String OUTPUT =
      """
      release=6.1.0-28-amd64
      distribution=Debian GNU/Linux 12 (bookworm)
      init=systemd
      systemd=252
      ip_vs=yes
      sysctl=net/ipv4/ip_forward 1
      interface=eth0 up 1500 52:54:00:00:00:01
      interface=lo unknown 65536 00:00:00:00:00:00
      address=lo 127.0.0.1/8
      address=eth0 192.0.2.11/24
      address=eth0 192.0.2.9/32
      running=keepalived 812
      unit=keepalived enabled active
      ipvs=IP Virtual Server version 1.2.1 (size=4096)
      ipvs=Prot LocalAddress:Port Scheduler Flags
      ipvs=-> RemoteAddress:Port Forward Weight ActiveConn InActConn
      ipvs=TCP  C0000209:0050 wlc persistent 300
      ipvs=-> C0000212:0050      Route   1      3          7
      ipvs=TCP  [2001:0db8:0000:0000:0000:0000:0000:0009]:01BB rr
      ipvs=FWM  0000000A wrr
      ipvs=-> C0000213:0000      Masq    5      0          0
      current=
      """;

  @Test
  void readsWhatTheScriptPrints() {
    SystemFacts facts = SystemFacts.parse(OUTPUT);
    assertThat(facts.kernel()).isEqualTo("6.1.0-28-amd64");
    assertThat(facts.distribution()).isEqualTo("Debian GNU/Linux 12 (bookworm)");
    assertThat(facts.ipvs()).isTrue();
    assertThat(facts.interfaces().getFirst().addresses())
        .containsExactly("192.0.2.11/24", "192.0.2.9/32");
    assertThat(facts.vips()).containsExactly("192.0.2.9 on eth0");
    assertThat(facts.sysctls()).containsEntry("net.ipv4.ip_forward", "1");
    assertThat(facts.programs()).containsExactly(new SystemFacts.Program("keepalived", 812));
    assertThat(facts.units())
        .containsExactly(new SystemFacts.Unit("keepalived", "enabled", "active"));
    assertThat(facts.agent()).isNull();
  }

  @Test
  void readsTheServicesOfTheKernel() {
    assertThat(SystemFacts.parse(OUTPUT).services())
        .containsExactly(
            new IpvsTable.Service(
                "192.0.2.9:80/tcp",
                "wlc",
                List.of(new IpvsTable.RealServer("192.0.2.18:80", "route", 1, 3, 7))),
            new IpvsTable.Service(
                "[2001:0db8:0000:0000:0000:0000:0000:0009]:443/tcp", "rr", List.of()),
            new IpvsTable.Service(
                "fwmark 10",
                "wrr",
                List.of(new IpvsTable.RealServer("192.0.2.19:0", "masq", 5, 0, 0))));
  }

  @Test
  void anyOutputIsRead() {
    for (String text :
        List.of(
            "",
            "=",
            "interface=eth0",
            "interface=eth0 up many x",
            "running=x y",
            "ipvs=TCP ZZ rr",
            "ipvs=-> C0000212:0050 Route 1 3 7",
            "ipvs=TCP C0000209:0050 rr\nipvs=-> C0000212:0050 Route 99999999999 a b")) {
      assertThat(SystemFacts.parse(text).kernel()).isEmpty();
    }
  }
}

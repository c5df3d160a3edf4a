package org.hactl.agent.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.hactl.linux.kernel.InterfaceAddress;
import org.hactl.linux.memory.MemoryKernel;
import org.hactl.linux.net.InetAddresses;
import org.hactl.linux.net.InetPrefix;
import org.junit.jupiter.api.Test;

class ProbeRouteTest {
  private static final List<InterfaceAddress> ADDRESSES =
      List.of(
          InterfaceAddress.of("lo", InetPrefix.parse("127.0.0.1/8")),
          InterfaceAddress.of("eth1", InetPrefix.parse("192.168.0.14/24")));

  @Test
  void routesOnePortToOneRealServer() throws Exception {
    ProbeRoute probe = plan("192.168.0.18");
    assertThat(probe.route().toString())
        .isEqualTo("192.168.0.254/32 via 192.168.0.18 dev eth1 table 51112");
    assertThat(probe.rule().sourcePorts()).hasToString("40000");
    assertThat(probe.rule().to()).hasToString("192.168.0.254/32");
  }

  @Test
  void needsANetworkInCommon() {
    assertThatThrownBy(() -> plan("10.0.0.18"))
        .isInstanceOf(ProbeRefused.class)
        .hasMessageContaining("10.0.0.18");
  }

  @Test
  void leavesNothingBehindAlsoAfterACrash() throws Exception {
    MemoryKernel kernel = new MemoryKernel().withLink("eth1");
    kernel.addresses().add(ADDRESSES.getLast());
    int rules = kernel.rules().list().size();
    int routes = kernel.routes().list().size();
    plan("192.168.0.18").add(kernel);
    assertThat(kernel.rules().list()).hasSize(rules + 1);
    assertThat(ProbeRoute.removeAll(kernel)).isTrue();
    assertThat(kernel.rules().list()).hasSize(rules);
    assertThat(kernel.routes().list()).hasSize(routes);
    assertThat(ProbeRoute.removeAll(kernel)).isFalse();
  }

  private static ProbeRoute plan(String realServer) throws ProbeRefused {
    return ProbeRoute.plan(
        ADDRESSES, InetAddresses.parse("192.168.0.254"), InetAddresses.parse(realServer), 40_000);
  }
}

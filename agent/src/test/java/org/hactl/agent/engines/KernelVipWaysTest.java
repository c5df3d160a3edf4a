package org.hactl.agent.engines;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import org.hactl.host.CheckPath;
import org.hactl.host.VirtualServiceSpec.ForwardMethod;
import org.hactl.linux.kernel.ipvs.IpvsChange;
import org.hactl.linux.kernel.ipvs.IpvsDestination;
import org.hactl.linux.kernel.ipvs.IpvsForwardMethod;
import org.hactl.linux.kernel.ipvs.IpvsService;
import org.hactl.linux.memory.MemoryKernel;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.InetAddresses;
import org.junit.jupiter.api.Test;

/** Every host has 127.0.0.1, and none has 192.0.2.254. */
class KernelVipWaysTest {
  private static final CheckPath PATH =
      new CheckPath(2_000_000, Family.INET, "192.0.2.18", ForwardMethod.DR, null);
  private static final InetAddress ELSEWHERE = InetAddresses.parse("192.0.2.254");
  private static final InetAddress HERE = InetAddresses.parse("127.0.0.1");
  private static final InetAddress SOURCE = InetAddresses.parse("127.0.0.1");

  private final MemoryKernel kernel = new MemoryKernel();
  private long now;
  private final KernelVipWays ways = new KernelVipWays(kernel, () -> now);

  @Test
  void ipvsMustLeadTheMarkToTheRealServer() {
    assertThat(ways.lack(PATH, ELSEWHERE, SOURCE))
        .isEqualTo("IPVS does not lead fwm 2000000 to 192.0.2.18 alone");
    lead("192.0.2.18");
    assertThat(ways.lack(PATH, ELSEWHERE, SOURCE)).isNull();
    lead("192.0.2.20");
    assertThat(ways.lack(PATH, ELSEWHERE, SOURCE)).isNotNull();
  }

  @Test
  void aHostThatHoldsTheVipMustAcceptAnswersFromIt() {
    kernel.withLink("lo0").withAddress("lo0", "127.0.0.1/8");
    lead("192.0.2.18");
    assertThat(ways.lack(PATH, HERE, SOURCE)).contains("set net.ipv4.conf.lo0.accept_local=1");
    kernel.withSysctl("net.ipv4.conf.lo0.accept_local", "1");
    assertThat(ways.lack(PATH, HERE, SOURCE)).as("known for a second").isNotNull();
    now += 1_000;
    assertThat(ways.lack(PATH, HERE, SOURCE)).isNull();
  }

  private void lead(String address) {
    IpvsService service = IpvsService.of(PATH.key(), "rr");
    IpvsDestination destination =
        IpvsDestination.of(InetAddresses.parse(address), 0, IpvsForwardMethod.DR, 1);
    kernel.ipvs().apply(List.of(new IpvsChange.AddService(service)));
    kernel.ipvs().apply(List.of(new IpvsChange.AddDestination(service.key(), destination)));
  }
}

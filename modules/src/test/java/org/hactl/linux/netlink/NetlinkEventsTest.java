package org.hactl.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hactl.linux.kernel.KernelEvent;
import org.hactl.linux.kernel.Link;
import org.hactl.linux.net.MacAddress;
import org.junit.jupiter.api.Test;

class NetlinkEventsTest {
  private static final Link ETH0 = new Link(2, "eth0", Link.IFF_UP, MacAddress.NONE, 1500);
  private static final Link LAN0 = new Link(2, "lan0", Link.IFF_UP, MacAddress.NONE, 1500);
  private static final Link ETH1 = new Link(3, "eth1", Link.IFF_UP, MacAddress.NONE, 1500);

  @Test
  void aRenameThatWasLostIsFoundAfterwards() {
    NetlinkEvents events = new NetlinkEvents();
    assertThat(events.resync(List.of(ETH0, ETH1))).isEmpty();
    assertThat(events.resync(List.of(LAN0, ETH1)))
        .containsExactly(new KernelEvent.LinkRenamed("eth0", LAN0));
    assertThat(events.resync(List.of(LAN0))).isEmpty();
  }
}

package org.hactl.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.hactl.linux.net.Family;
import org.junit.jupiter.api.Test;

class VirtualMacTest {
  @Test
  void macAddressesFollowTheStandard() {
    assertThat(VirtualMac.address(Family.INET, 51)).isEqualTo("00:00:5e:00:01:33");
    assertThat(VirtualMac.address(Family.INET6, 255)).isEqualTo("00:00:5e:00:02:ff");
  }

  @Test
  void aLinkComesWithItsSysctls() {
    String name = VirtualMac.name(Family.INET, 51);
    assertThat(VirtualMac.macvlan(name, "eth0.7", "00:00:5e:00:01:33"))
        .extracting(resource -> resource.id().toString())
        .containsExactly(
            "link[vrrp.51]",
            "sysctl[net.ipv4.conf.vrrp/51.accept_local]",
            "sysctl[net.ipv4.conf.vrrp/51.arp_ignore]",
            "sysctl[net.ipv4.conf.vrrp/51.rp_filter]",
            "sysctl[net.ipv4.conf.eth0/7.arp_ignore]",
            "sysctl[net.ipv4.conf.eth0/7.arp_filter]",
            "sysctl[net.ipv4.conf.eth0/7.arp_announce]");
  }
}

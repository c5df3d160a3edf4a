package org.hactl.site.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.hactl.module.Resource;
import org.hactl.module.sysctl.SysctlResource;
import org.hactl.site.Sites;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A virtual router's own interface takes IPv6 where the host has it off for new interfaces. */
class VmacIpv6Test {
  private static final String HOSTS =
      "all: {hosts: {lvs1: {ansible_host: 10.0.0.14}, lvs2: {ansible_host: 10.0.0.16}}}";

  @TempDir Path folder;

  @Test
  void onlyOneThatCarriesIpv6GetsIt() {
    assertThat(resources("addresses: ['fe80::51'], use_vmac: true"))
        .contains(new SysctlResource("net.ipv6.conf.vrrp6/51.disable_ipv6", "0"));
    assertThat(
            resources(
                "addresses: [10.0.0.254], excluded_addresses: ['2001:db8::1'], use_vmac: true"))
        .contains(new SysctlResource("net.ipv6.conf.vrrp/51.disable_ipv6", "0"));
    assertThat(resources("addresses: [10.0.0.254], use_vmac: true"))
        .noneMatch(each -> each.id().key().contains("ipv6"));
  }

  private List<Resource> resources(String keys) {
    String site =
        "site: six\nvrrp:\n  six: {directors: [lvs1, lvs2], interface: eth0,"
            + " virtual_router_id: 51, "
            + keys
            + "}\n";
    return Objects.requireNonNull(
            SiteCompiler.compile(Sites.read(folder, HOSTS, site).orThrow()).get("lvs1"))
        .resources();
  }
}

package org.hactl.agent.converge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.hactl.agent.store.DiskStorage;
import org.hactl.api.Event;
import org.hactl.host.HostState;
import org.hactl.linux.kernel.SysctlKey;
import org.hactl.linux.memory.MemoryKernel;
import org.hactl.module.address.AddressResource;
import org.hactl.module.sysctl.SysctlResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real server that cannot hold its ARP sysctls must not keep the VIP on its loopback. */
class RealServerFightTest {
  private static final SysctlKey ARP = SysctlKey.parse("net.ipv4.conf.all.arp_ignore");
  private static final HostState STATE =
      HeldHost.state(
          List.of(
              new SysctlResource(ARP.toString(), "1"),
              AddressResource.of("lo", "192.168.0.254/32")),
          List.of());

  @TempDir private Path folder;
  private final MemoryKernel kernel = new MemoryKernel().withLink("eth0");

  @Test
  void removesTheVipBeforeItStopsCorrectingTheSysctl() throws IOException {
    try (HeldHost host = new HeldHost(kernel, new DiskStorage(folder))) {
      assertThat(host.confirm(STATE)).isEmpty();
      for (int i = 1; i <= 20; i++) {
        int corrections = i;
        kernel.sysctls().write(ARP, "0");
        host.core.lookAtSysctls();
        await().until(() -> host.core.passLog().corrected() == corrections);
      }
      await().until(() -> kernel.addresses().list().isEmpty());
      assertThat(kernel.sysctls().read(ARP)).contains("1");
      await()
          .until(() ->
              host.core.passLog().errors().stream()
                  .anyMatch(error -> error.contains("is removed from this host")));
      kernel.sysctls().write(ARP, "0");
      host.core.lookAtSysctls();
      await().until(() -> !rests(host).isEmpty());
      host.core.lookAtSysctls();
      assertThat(rests(host))
          .as("told once, however many passes see it")
          .singleElement()
          .satisfies(rest -> {
            assertThat(rest.resource()).isEqualTo("sysctl[net.ipv4.conf.all.arp_ignore]");
            assertThat(rest.forMillis()).isPositive();
          });
    }
  }

  private static List<Event.Rested> rests(HeldHost host) throws IOException {
    return host.journal.newest(100).stream()
        .filter(Event.Rested.class::isInstance)
        .map(Event.Rested.class::cast)
        .toList();
  }
}

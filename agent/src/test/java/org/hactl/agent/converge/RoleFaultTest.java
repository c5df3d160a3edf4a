package org.hactl.agent.converge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.hactl.agent.store.DiskStorage;
import org.hactl.host.HostState;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.linux.memory.MemoryKernel;
import org.hactl.linux.net.InetPrefix;
import org.hactl.module.Resource;
import org.hactl.module.address.AddressResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host that cannot have a resource that the master needs reports this to the engine. */
class RoleFaultTest {
  private static final AddressResource VIP = AddressResource.of("eth0", "192.168.0.254/24");
  private static final AddressResource VIP6 = AddressResource.of("eth0", "2001:db8::254/64");
  private static final VirtualRouterSpec ROUTER = HeldHost.router("VI_1", List.of(VIP, VIP6));
  private static final String OFF = "net.ipv6.conf.eth0.disable_ipv6";

  @TempDir private Path folder;
  private final MemoryKernel kernel = HeldHost.kernel();

  @Test
  void aRefusedAddressIsAFaultUntilTheKernelWouldAcceptIt() throws IOException {
    try (HeldHost host = host(ROUTER)) {
      kernel.withSysctl(OFF, "1");
      host.inbox.roleChanged("VI_1", true);
      await().until(() -> host.engines.lacking.equals(List.of("VI_1 address-refused")));
      assertThat(Objects.requireNonNull(host.engines.lackingNow).detail())
          .contains("address[eth0 2001:db8::254/64]", "Permission denied");
      host.inbox.roleChanged("VI_1", false);
      look(host);
      kernel.withSysctl(OFF, "0");
      look(host);
      await().until(() -> host.engines.lackingNow == null);
      assertThat(host.engines.lacking).hasSize(2);
    }
  }

  @Test
  void aMissingInterfaceIsAFault() throws IOException {
    VirtualRouterSpec elsewhere =
        HeldHost.router("VI_1", List.of(AddressResource.of("d1", "10.5.0.254/24")));
    kernel.withLink("d1");
    try (HeldHost host = host(elsewhere)) {
      kernel.removeLink("d1");
      host.inbox.roleChanged("VI_1", true);
      await().until(() -> host.engines.lacking.equals(List.of("VI_1 address-refused")));
      assertThat(Objects.requireNonNull(host.engines.lackingNow).detail())
          .contains("interface d1 does not exist");
      kernel.withLink("d1");
      await().until(() -> host.engines.lackingNow == null);
    }
  }

  @Test
  void anUntrackedAddressIsNoFault() throws IOException {
    try (HeldHost host = host(ROUTER.withoutTracking(Set.of(VIP6.id())))) {
      kernel.withSysctl(OFF, "1");
      host.inbox.roleChanged("VI_1", true);
      await().until(() -> !host.core.passLog().errors().isEmpty());
      assertThat(host.engines.lacking).isEmpty();
    }
  }

  @Test
  void aNewHostStateIsTriedAtOnce() throws IOException {
    try (HeldHost host = host(ROUTER)) {
      kernel.withSysctl(OFF, "1");
      host.inbox.roleChanged("VI_1", true);
      await().until(() -> host.engines.lackingNow != null);
      host.inbox.roleChanged("VI_1", false);
      assertThat(host.confirm(state(HeldHost.router("VI_1", List.of(VIP))))).isEmpty();
      await().until(() -> host.engines.lackingNow == null);
    }
  }

  @Test
  void aMasterWhoseAddressIsRemovedRepeatedlyGivesTheRoleAway() throws IOException {
    VirtualRouterSpec router = HeldHost.router("VI_1", List.of(VIP));
    try (HeldHost host = host(router)) {
      host.inbox.roleChanged("VI_1", true);
      await().until(() -> HeldHost.addresses(kernel).size() == 1);
      for (int i = 1; i <= 20; i++) {
        int corrections = i;
        kernel.addresses().remove("eth0", InetPrefix.parse(VIP.address()));
        await().until(() -> host.core.passLog().corrected() == corrections);
      }
      assertThat(host.engines.lacking).isEmpty();
      kernel.addresses().remove("eth0", InetPrefix.parse(VIP.address()));
      await().until(() -> host.engines.lacking.equals(List.of("VI_1 address-fight")));
      assertThat(Objects.requireNonNull(host.engines.lackingNow).detail())
          .contains("address[eth0 192.168.0.254/24] was corrected 20 times within 60 s");
    }
  }

  private void look(HeldHost host) {
    host.core.lookAtSysctls();
    host.core.network().submit(() -> null).join();
  }

  private static HostState state(VirtualRouterSpec router, Resource... resources) {
    return HeldHost.state(List.of(resources), List.of(router));
  }

  private HeldHost host(VirtualRouterSpec router) throws IOException {
    HeldHost host = new HeldHost(kernel, new DiskStorage(folder));
    assertThat(host.confirm(state(router))).isEmpty();
    return host;
  }
}

package org.hactl.agent.converge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import org.hactl.agent.converge.role.CurrentRoles;
import org.hactl.agent.converge.role.RoleAddressListener;
import org.hactl.agent.converge.time.Clock;
import org.hactl.agent.store.DiskStorage;
import org.hactl.agent.store.OwnershipJournal;
import org.hactl.host.Holds;
import org.hactl.host.HostJson;
import org.hactl.host.HostState;
import org.hactl.host.Kinds;
import org.hactl.linux.kernel.InterfaceAddress;
import org.hactl.linux.memory.MemoryKernel;
import org.hactl.linux.net.InetPrefix;
import org.hactl.module.Owned;
import org.hactl.module.address.AddressResource;
import org.hactl.reconcile.DesiredState;
import org.hactl.reconcile.HealthLookup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The host's own address was renewed while the host was master, and became a secondary address of
 * the VIP, which has the network's prefix.
 */
class OwnAddressTest {
  private static final AddressResource VIP = AddressResource.of("eth0", "192.168.0.254/24");
  private static final InetPrefix OWN = InetPrefix.parse("192.168.0.14/24");

  @TempDir private Path folder;
  private final MemoryKernel kernel = new MemoryKernel().withLink("eth0");
  private final CurrentRoles roles = new CurrentRoles();
  private OwnershipJournal ownership;
  private RoleAddresses roleAddresses;

  @BeforeEach
  void aMasterWhoseOwnAddressWasRenewed() throws Exception {
    ownership = OwnershipJournal.open(new DiskStorage(folder), HostJson.mapper(Kinds.namedTypes()));
    ownership.take(List.of(new Owned(VIP, Map.of())));
    Targets targets =
        new Targets(
            new DesiredState(new LinuxResources()),
            roles,
            () -> HealthLookup.UNCHECKED,
            () -> Holds.NONE,
            ownership);
    targets.network(HeldHost.state(List.of(), List.of(HeldHost.router("A", List.of(VIP)))));
    roleAddresses =
        new RoleAddresses(
            kernel,
            ownership,
            targets,
            new ExpectedKernelEvents(),
            new LinkedBlockingQueue<>(),
            RoleAddressListener.NOOP,
            Clock.SYSTEM,
            AgentThreads.PLATFORM);
    roles.set("A", true);
    roleAddresses.follow(Set.of("A"));
    kernel.addresses().add(InterfaceAddress.of("eth0", OWN));
  }

  @Test
  void survivesTheLossOfTheRole() {
    roles.set("A", false);
    roleAddresses.follow(Set.of("A"));
    assertThat(addresses()).containsExactly(OWN);
  }

  @Test
  void survivesTheRemovalOfACrashedAgentsResources() {
    roleAddresses.removeLeftOver(HeldHost.state(List.of(), List.of()));
    assertThat(addresses()).containsExactly(OWN);
  }

  @Test
  void whatAnotherProgramAddedInPlaceOfALeftOverAddressStays() throws Exception {
    ownership.take(List.of(new Owned(VIP, Map.of(), true)));
    kernel.addresses().remove("eth0", VIP.inKernel().prefix());
    kernel
        .addresses()
        .add(
            InterfaceAddress.of("lo", InetPrefix.parse("127.0.0.1/8")).toBuilder()
                .protocol(1)
                .build());
    kernel.addresses().add(InterfaceAddress.of("eth0", VIP.inKernel().prefix()));
    roleAddresses.removeLeftOver(HeldHost.state(List.of(), List.of()));
    assertThat(addresses()).contains(VIP.inKernel().prefix());
    roles.set("A", false);
    roleAddresses.follow(Set.of("A"));
    assertThat(addresses())
        .as("a backup must not have a VIP")
        .doesNotContain(VIP.inKernel().prefix());
  }

  @Test
  void aClaimRemembersWhetherTheVipIsHactls() throws Exception {
    HostState state = HeldHost.state(List.of(), List.of(HeldHost.router("A", List.of(VIP))));
    Claims claims = new Claims(ownership, kernel);
    claims.take(state);
    assertThat(ownership.find(VIP.id()).orElseThrow().tagged()).isTrue();
    ownership.release(List.of(VIP.id()));
    kernel.addresses().remove("eth0", VIP.inKernel().prefix());
    kernel.addresses().add(InterfaceAddress.of("eth0", VIP.inKernel().prefix()));
    claims.take(state);
    assertThat(ownership.find(VIP.id()).orElseThrow().tagged())
        .as("an older agent or a keepalived left it")
        .isFalse();
  }

  private List<InetPrefix> addresses() {
    return kernel.addresses().list().stream().map(InterfaceAddress::prefix).toList();
  }
}

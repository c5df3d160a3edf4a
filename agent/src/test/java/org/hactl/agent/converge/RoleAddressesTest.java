package org.hactl.agent.converge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.hactl.agent.converge.role.CurrentRoles;
import org.hactl.agent.converge.role.RoleAddressListener;
import org.hactl.agent.converge.time.Clock;
import org.hactl.agent.store.DiskStorage;
import org.hactl.agent.store.OwnershipJournal;
import org.hactl.host.Holds;
import org.hactl.host.HostJson;
import org.hactl.host.HostState;
import org.hactl.host.Kinds;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.linux.kernel.SysctlKey;
import org.hactl.linux.kernel.ipvs.IpvsChange;
import org.hactl.linux.kernel.ipvs.IpvsService;
import org.hactl.linux.memory.MemoryKernel;
import org.hactl.linux.net.InetPrefix;
import org.hactl.module.Action;
import org.hactl.module.Change;
import org.hactl.module.Owned;
import org.hactl.module.Resource;
import org.hactl.module.ResourceId;
import org.hactl.module.address.AddressResource;
import org.hactl.module.rule.RuleResource;
import org.hactl.module.sysctl.SysctlResource;
import org.hactl.reconcile.DesiredState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoleAddressesTest {
  private static final AddressResource ONE = AddressResource.of("eth0", "192.0.2.1/32");
  private static final AddressResource TWO = AddressResource.of("eth0", "192.0.2.2/32");

  private static final AddressResource LOOPBACK = AddressResource.of("lo", "192.0.2.1/32");
  private static final SysctlResource QUIET =
      new SysctlResource("net.ipv4.conf.all.arp_ignore", "1");
  private static final VirtualServiceSpec WEB =
      VirtualServiceSpec.builder("web", "192.0.2.1", 80)
          .virtualRouter("A")
          .onMasterOnly(true)
          .build();
  private static final Resource SERVICE = new LinuxResources().virtualService(WEB, List.of());

  @TempDir private Path folder;
  private final MemoryKernel kernel = new MemoryKernel().withLink("eth0").withLink("lo");
  private final ExpectedKernelEvents expected = new ExpectedKernelEvents();
  private final CurrentRoles roles = new CurrentRoles();
  private final List<String> told = new ArrayList<>();
  private final List<String> reached = new ArrayList<>();
  private OwnershipJournal ownership;
  private Targets targets;
  private RoleAddresses roleAddresses;

  @BeforeEach
  void open() throws IOException {
    ownership = OwnershipJournal.open(new DiskStorage(folder), HostJson.mapper(Kinds.namedTypes()));
    targets =
        new Targets(
            new DesiredState(new LinuxResources()),
            roles,
            () ->
                (_, _) -> {
                  throw new IllegalStateException("no code asks for health here");
                },
            () -> Holds.NONE,
            ownership);
    roleAddresses =
        new RoleAddresses(
            kernel,
            ownership,
            targets,
            expected,
            new LinkedBlockingQueue<>(),
            new RoleAddressListener() {
              @Override
              public void taken(List<String> routers) {
                told.addAll(routers);
              }

              @Override
              public void changed(List<Resource> present, List<ResourceId> absent) {
                present.forEach(each -> reached.add("+" + each.id().key()));
                absent.forEach(each -> reached.add("-" + each.key()));
              }

              @Override
              public void done() {}
            },
            Clock.SYSTEM,
            AgentThreads.PLATFORM);
  }

  @Test
  void addsTheAddressesOfAllMastersAndReportsThem() throws IOException {
    state(Map.of("A", List.of(ONE), "B", List.of(TWO)));
    masters("A", "B");
    follow("A", "B");
    assertThat(addresses()).containsExactlyInAnyOrder("192.0.2.1/32", "192.0.2.2/32");
    assertThat(told).containsExactlyInAnyOrder("A", "B");
    assertThat(reached).containsExactlyInAnyOrder("+" + ONE.id().key(), "+" + TWO.id().key());
  }

  @Test
  void addsNothingForARoleThatIsLostAgain() throws IOException {
    state(Map.of("A", List.of(ONE)));
    masters("A");
    roles.set("A", false);
    follow("A");
    assertThat(addresses()).isEmpty();
    assertThat(told).isEmpty();
  }

  @Test
  void removesAddressesThatOnlyTheLostRoleHeld() throws IOException {
    state(Map.of("A", List.of(ONE, TWO), "B", List.of(TWO)));
    masters("A", "B");
    follow("A");
    assertThat(addresses()).containsExactlyInAnyOrder("192.0.2.1/32", "192.0.2.2/32");
    roles.set("A", false);
    follow("A");
    assertThat(addresses()).containsExactly("192.0.2.2/32");
    assertThat(reached).endsWith("-" + ONE.id().key());
    roles.set("B", false);
    follow("B");
    assertThat(addresses()).isEmpty();
    assertThat(reached).endsWith("-" + TWO.id().key());
  }

  @Test
  void expectsOneKernelEventForEachChangeThatTheKernelMade() throws IOException {
    state(Map.of("A", List.of(ONE, TWO)));
    kernel.addresses().add(TWO.inKernel());
    masters("A");
    follow("A");
    assertThat(expected.hears(TWO.id(), true)).isFalse();
    assertThat(expected.hears(ONE.id(), true)).isTrue();
    assertThat(reached).containsExactly("+" + ONE.id().key());
    assertThat(expected.hears(ONE.id(), true)).isFalse();
    assertThat(expected.hears(ONE.id(), false)).isFalse();
    roles.set("A", false);
    follow("A");
    assertThat(expected.hears(ONE.id(), false)).isTrue();
  }

  @Test
  void leavesARemovalThatNeedsAnotherRemovalFirstToThePass() throws IOException {
    Resource rule = RuleResource.lookup(100, "192.0.2.1/32", null, 1000);
    state(Map.of("A", List.of(ONE, rule)));
    masters("A");
    assertThat(roleAddresses.follow(Set.of("A"))).isEmpty();
    roles.set("A", false);
    assertThat(roleAddresses.follow(Set.of("A"))).containsExactly("A");
    assertThat(addresses()).containsExactly("192.0.2.1/32");
  }

  @Test
  void movesAnAddressFromOneRoleToAnotherAtOnce() throws IOException {
    state(Map.of("A", List.of(ONE), "B", List.of(ONE)));
    masters("A");
    follow("A");
    roles.set("A", false);
    roles.set("B", true);
    follow("A", "B");
    assertThat(addresses()).containsExactly("192.0.2.1/32");
  }

  @Test
  void keepsAddressesThatTheHostHasInAnyRole() throws IOException {
    ownership.take(List.of(new Owned(ONE, Map.of())));
    kernel.addresses().add(ONE.inKernel());
    targets.network(HeldHost.state(List.of(ONE), List.of(HeldHost.router("A", List.of(ONE, TWO)))));
    follow("A");
    assertThat(addresses()).containsExactly("192.0.2.1/32");
    assertThat(targets.isOvertaken(change(Action.CREATE, ONE))).isFalse();
  }

  @Test
  void removesNoAddressThatTheJournalDoesNotHave() throws IOException {
    state(Map.of("A", List.of(ONE)));
    ownership.release(List.of(ONE.id()));
    kernel.addresses().add(ONE.inKernel());
    follow("A");
    assertThat(addresses()).containsExactly("192.0.2.1/32");
  }

  @Test
  void removesAddressesOfRemovedRoutersThatACrashLeft() throws IOException {
    state(Map.of("A", List.of(ONE), "gone", List.of(TWO)));
    masters("A", "gone");
    follow("A", "gone");
    AddressResource foreign = AddressResource.of("eth0", "192.0.2.3/32");
    kernel.addresses().add(foreign.inKernel());
    roleAddresses.removeLeftOver(
        HeldHost.state(List.of(), List.of(HeldHost.router("A", List.of(ONE)))));
    assertThat(addresses()).containsExactlyInAnyOrder("192.0.2.1/32", "192.0.2.3/32");
  }

  @Test
  void aRunningPassDoesNotUndoARoleChangeThatCameAfterItsStart() throws IOException {
    state(Map.of("A", List.of(ONE)));
    assertThat(targets.isOvertaken(change(Action.CREATE, ONE))).isTrue();
    assertThat(targets.isOvertaken(change(Action.DELETE, ONE))).isFalse();
    masters("A");
    assertThat(targets.isOvertaken(change(Action.CREATE, ONE))).isFalse();
    assertThat(targets.isOvertaken(change(Action.DELETE, ONE))).isTrue();
    assertThat(targets.isOvertaken(change(Action.CREATE, TWO))).isFalse();
    assertThat(targets.isOvertaken(change(Action.DELETE, TWO))).isFalse();
  }

  @Test
  void addsNoAddressThatTheJournalDoesNotHave() throws IOException {
    state(Map.of("A", List.of(ONE)));
    ownership.release(List.of(ONE.id()));
    masters("A");
    follow("A");
    assertThat(addresses()).isEmpty();
    assertThat(told).isEmpty();
  }

  @Test
  void aRealServerThatIsNoLongerMasterStopsToBalanceAndKeepsTheVipOnItsLoopback()
      throws IOException {
    both(LOOPBACK);
    masters("A");
    follow("A");
    assertThat(addresses()).containsExactly("192.0.2.1/32");
    assertThat(kernel.ipvs().list()).hasSize(1);
    roles.set("A", false);
    follow("A");
    assertThat(kernel.ipvs().list()).isEmpty();
    assertThat(interfaces()).containsExactly("lo");
    assertThat(reached)
        .endsWith("+" + LOOPBACK.id().key(), "-" + SERVICE.id().key(), "-" + ONE.id().key());
    assertThat(targets.waits(SERVICE.id())).isTrue();
    assertThat(targets.isOvertaken(change(Action.CREATE, SERVICE))).isTrue();
    assertThat(targets.isOvertaken(change(Action.DELETE, LOOPBACK))).isTrue();
  }

  @Test
  void noVipComesOnTheLoopbackWhileTheHostWouldAnswerArpForIt() throws IOException {
    both(LOOPBACK);
    masters("A");
    follow("A");
    kernel.sysctls().write(SysctlKey.parse(QUIET.key()), "0");
    roles.set("A", false);
    follow("A");
    assertThat(kernel.ipvs().list()).isEmpty();
    assertThat(addresses()).isEmpty();
  }

  @Test
  void aServiceThatTheJournalDoesNotHaveStaysInIpvs() throws IOException {
    both(LOOPBACK);
    ownership.release(List.of(SERVICE.id()));
    follow("A");
    assertThat(kernel.ipvs().list()).hasSize(1);
  }

  /** A director that is itself a real server, with its service in IPVS. */
  private void both(AddressResource loopback) throws IOException {
    HostState state =
        HeldHost.state(
                List.of(QUIET),
                List.of(HeldHost.router("A", List.of(ONE)).standingBy(List.of(loopback))))
            .withVirtualServices(List.of(WEB));
    ownership.take(
        Stream.<Resource>of(ONE, loopback, SERVICE)
            .map(each -> new Owned(each, Map.of()))
            .toList());
    kernel.withSysctl(QUIET.key(), "1");
    var _ =
        kernel.ipvs().apply(List.of(new IpvsChange.AddService(IpvsService.of(WEB.key(), "wlc"))));
    targets.network(state);
  }

  private List<String> interfaces() {
    return kernel.addresses().list().stream().map(each -> each.interfaceName()).toList();
  }

  @Test
  void addsNoAddressOfAnEarlierState() throws IOException {
    state(Map.of("A", List.of(ONE)));
    masters("A");
    state(Map.of("A", List.of(TWO)));
    follow("A");
    assertThat(addresses()).containsExactly("192.0.2.2/32");
  }

  @Test
  void leavesAnAddressThatNeedsAnotherResourceFirstToThePass() throws IOException {
    Resource rule = RuleResource.lookup(100, "192.0.2.1/32", null, 1000);
    state(
        Map.of(
            "simple", List.of(ONE, rule),
            "loopback", List.of(AddressResource.of("lo", "192.0.2.3/32"))));
    masters("simple", "loopback");
    follow("simple", "loopback");
    assertThat(addresses()).containsExactly("192.0.2.1/32");
    assertThat(told).containsExactly("simple");
  }

  @Test
  void leavesAnAddressThatTheKernelRefusesToThePass() throws IOException {
    state(Map.of("A", List.of(ONE, TWO), "B", List.of(AddressResource.of("eth0", "192.0.2.9/32"))));
    kernel.addresses().add(TWO.inKernel());
    masters("A", "B");
    follow("A", "B");
    assertThat(told).containsExactly("B");
    kernel.addresses().remove("eth0", InetPrefix.parse("192.0.2.2/32"));
    assertThat(addresses()).containsExactlyInAnyOrder("192.0.2.1/32", "192.0.2.9/32");
  }

  private void state(Map<String, List<Resource>> heldByRouter) throws IOException {
    HostState state =
        HeldHost.state(
            List.of(),
            heldByRouter.entrySet().stream()
                .map(each -> HeldHost.router(each.getKey(), each.getValue()))
                .toList());
    ownership.take(
        heldByRouter.values().stream()
            .flatMap(List::stream)
            .map(held -> new Owned(held, Map.of()))
            .toList());
    targets.network(state);
  }

  private static Change change(Action action, Resource resource) {
    return new Change(resource.id(), action, List.of(), resource, null);
  }

  private void masters(String... routers) {
    Set.of(routers).forEach(router -> roles.set(router, true));
  }

  private void follow(String... routers) {
    roleAddresses.follow(Set.of(routers));
  }

  private List<String> addresses() {
    return kernel.addresses().list().stream().map(each -> each.prefix().toString()).toList();
  }
}

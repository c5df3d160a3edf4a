package org.hactl.agent.converge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hactl.agent.store.DiskStorage;
import org.hactl.agent.store.Storage;
import org.hactl.agent.store.StorageThatFills;
import org.hactl.host.HostState;
import org.hactl.host.VirtualMac;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.InterfaceAddress;
import org.hactl.linux.kernel.Route;
import org.hactl.linux.kernel.Rule;
import org.hactl.linux.kernel.SysctlKey;
import org.hactl.linux.memory.MemoryKernel;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.InetPrefix;
import org.hactl.module.Resource;
import org.hactl.module.address.AddressResource;
import org.hactl.module.route.RouteResource;
import org.hactl.module.rule.RuleResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Resources that a router holds: they come with the role, stay when other programs remove them, and
 * go with the role.
 */
class HeldResourcesTest {
  private static final String VIP = "192.168.0.254/32";
  private static final List<Resource> HELD =
      List.of(
          AddressResource.of("eth0", VIP),
          RouteResource.builder("10.77.0.0/16").via("192.168.0.1").interfaceName("eth0").build(),
          RuleResource.lookup(100, VIP, null, 1000));
  private static final HostState STATE =
      HeldHost.state(List.of(), List.of(HeldHost.router("VI_1", HELD)));

  @TempDir private Path folder;
  private final MemoryKernel kernel = HeldHost.kernel();

  @Test
  void isAddedInOnePassAndRemovedInReverseOrder() throws IOException {
    List<String> order = new CopyOnWriteArrayList<>();
    try (HeldHost host = host();
        var _ = kernel.events().subscribe(event -> order.add(event.getClass().getSimpleName()))) {
      assertThat(host.confirm(STATE)).isEmpty();
      host.inbox.roleChanged("VI_1", true);
      await().until(() -> host.engines.announced.size() == 1 && order.size() == 3);
      assertThat(order).containsExactly("AddressAdded", "RouteAdded", "RuleAdded");
      order.clear();
      host.inbox.roleChanged("VI_1", false);
      await().until(() -> order.size() == 3);
      assertThat(order).containsExactly("RuleRemoved", "RouteRemoved", "AddressRemoved");
      assertThat(host.core.passLog().found()).isZero();
    }
  }

  @Test
  void aRouterKeepsItsRoleAndItsResourcesWhenItIsRenamed() throws IOException {
    try (HeldHost host = master()) {
      List<String> events = new CopyOnWriteArrayList<>();
      try (var _ = kernel.events().subscribe(event -> events.add(event.toString()))) {
        HostState renamed = HeldHost.state(List.of(), List.of(HeldHost.router("outside", HELD)));
        // The engine still uses the old name when the network has the new state.
        host.engines.configuring = _ -> host.inbox.roleChanged("VI_1", true);
        assertThat(host.confirm(renamed)).isEmpty();
        assertThat(host.inbox.roles().isMaster("outside")).isTrue();
        assertThat(host.inbox.roles().isMaster("VI_1")).isFalse();
        assertThat(events).isEmpty();
        // And back, with the role lost meanwhile.
        host.engines.configuring = _ -> host.inbox.roleChanged("outside", false);
        assertThat(host.confirm(STATE)).isEmpty();
        assertThat(host.inbox.roles().isMaster("VI_1")).isFalse();
      }
    }
  }

  @Test
  void aResourceThatAnotherProgramRemovesIsAddedAgainAndCounted() throws IOException {
    try (HeldHost host = master()) {
      kernel.addresses().remove("eth0", InetPrefix.parse(VIP));
      await().until(() -> host.engines.announced.size() == 2);
      kernel.routes().remove(route());
      await().until(this::isComplete);
      kernel.rules().remove(rule());
      await().until(this::isComplete);
      await().until(() -> host.core.passLog().corrected() == 3);
      assertThat(host.inbox.roles().isMaster("VI_1")).isTrue();
      assertThat(host.engines.announced).hasSize(2);
    }
  }

  @Test
  void aFightOverARouteIsRecognisedAndPauses() throws IOException {
    try (HeldHost host = master()) {
      for (int i = 1; i <= 20; i++) {
        int corrections = i;
        kernel.routes().remove(route());
        await().until(() -> host.core.passLog().corrected() == corrections);
      }
      kernel.routes().remove(route());
      await()
          .until(() ->
              host.core.passLog().errors().stream()
                  .anyMatch(error ->
                      error.startsWith("route[10.77.0.0/16")
                          && error.contains("keeps changing it")));
      assertThat(routes()).isEmpty();
      assertThat(host.inbox.roles().isMaster("VI_1")).isTrue();
      kernel.addresses().remove("eth0", InetPrefix.parse(VIP));
      await().until(() -> host.engines.announced.size() == 2);
    }
  }

  @Test
  void anotherProgramsAddressStaysUntilThatSoftwareIsRemoved() throws IOException {
    kernel.addresses().add(InterfaceAddress.of("eth0", InetPrefix.parse(VIP)));
    try (HeldHost host = host()) {
      List<List<String>> whenTheEnginesBegan = new ArrayList<>();
      host.engines.configuring = _ -> whenTheEnginesBegan.add(addresses());
      assertThat(host.confirm(STATE)).isEmpty();
      assertThat(whenTheEnginesBegan).containsExactly(List.of(VIP));
      host.inbox.roleChanged("VI_1", false);
      await().until(() -> addresses().isEmpty());
    }
  }

  @Test
  void aBackupRemovesAnAddressThatTheHostAlreadyHad() throws IOException {
    String left = "192.168.0.253/32";
    kernel.addresses().add(InterfaceAddress.of("eth0", InetPrefix.parse(left)));
    List<Resource> more = new ArrayList<>(HELD);
    more.add(AddressResource.of("eth0", left));
    try (HeldHost host = host()) {
      assertThat(host.confirm(STATE)).isEmpty();
      assertThat(addresses()).containsExactly(left);
      assertThat(host.confirm(HeldHost.state(List.of(), List.of(HeldHost.router("VI_1", more)))))
          .isEmpty();
      assertThat(addresses()).isEmpty();
    }
  }

  @Test
  void anOwnerKeepsItsOwnAddress() throws Exception {
    kernel.addresses().add(InterfaceAddress.of("eth0", InetPrefix.parse(VIP)));
    VirtualRouterSpec owner =
        HeldHost.router("VI_1", 255, List.of(AddressResource.of("eth0", VIP)));
    try (HeldHost host = host()) {
      assertThat(host.confirm(HeldHost.state(List.of(), List.of(owner)))).isEmpty();
      host.inbox.roleChanged("VI_1", true);
      await().until(() -> host.engines.announced.size() == 1);
      host.core.releaseHeld();
      assertThat(addresses()).containsExactly(VIP);
    }
    try (HeldHost host = host()) {
      host.core.releaseHeld();
      assertThat(addresses()).containsExactly(VIP);
    }
  }

  @Test
  void nothingIsLeftOnARenamedInterface() throws IOException {
    try (HeldHost host = master()) {
      kernel.renameLink("eth0", "lan0");
      await().until(() -> addresses().isEmpty());
      host.inbox.roleChanged("VI_1", false);
      kernel.renameLink("lan0", "eth0");
      host.inbox.roleChanged("VI_1", true);
      await().until(this::isComplete);
    }
  }

  @Test
  void aStopRemovesAllOfIt() throws Exception {
    try (HeldHost host = master()) {
      host.core.releaseHeld();
      assertThat(addresses()).isEmpty();
      assertThat(routes()).isEmpty();
      assertThat(rules()).isEmpty();
    }
  }

  @Test
  void withoutGenerationsTheResourcesOfACrashedAgentStayUntilAnApplyDoesNotNameThem()
      throws IOException {
    master().close();
    assertThat(isComplete()).isTrue();
    DiskStorage storage = new DiskStorage(folder);
    for (String generation : storage.list("generations")) {
      storage.delete(generation);
    }
    try (HeldHost host = host()) {
      await().until(() -> host.core.network().submit(() -> true).join());
      assertThat(isComplete()).isTrue();
      assertThat(host.confirm(HeldHost.state(List.of(), List.of()))).isEmpty();
      await().until(() -> addresses().isEmpty() && routes().isEmpty() && rules().isEmpty());
    }
  }

  @Test
  void aFailoverDoesNotWaitForTheDisk() throws IOException {
    AtomicBoolean full = new AtomicBoolean();
    Storage disk = new StorageThatFills(new DiskStorage(folder), full);
    try (HeldHost host = new HeldHost(kernel, disk)) {
      assertThat(host.confirm(STATE)).isEmpty();
      full.set(true);
      host.inbox.roleChanged("VI_1", true);
      await().until(this::isComplete);
      host.inbox.roleChanged("VI_1", false);
      await().until(() -> addresses().isEmpty() && routes().isEmpty() && rules().isEmpty());
      assertThat(host.core.passLog().errors()).isEmpty();
    }
  }

  @Test
  void announcesOnlyWhenTheLastAddressIsThere() throws IOException {
    List<Resource> two = new ArrayList<>(HELD);
    two.add(AddressResource.of("eth0", "192.168.0.253"));
    try (HeldHost host = host()) {
      assertThat(host.confirm(HeldHost.state(List.of(), List.of(HeldHost.router("VI_1", two)))))
          .isEmpty();
      kernel.fail("add address", "192.168.0.253", Errno.ENOMEM);
      host.inbox.roleChanged("VI_1", true);
      await().until(() -> !host.core.passLog().errors().isEmpty());
      assertThat(addresses()).containsExactly(VIP);
      assertThat(host.engines.announced).isEmpty();
      kernel.heal();
      await().until(() -> host.engines.announced.equals(List.of("VI_1")));
    }
  }

  @Test
  void oneApplyAddsAVirtualMacWithItsSysctlsAndAddresses() throws IOException {
    HostState state =
        HeldHost.state(
            VirtualMac.macvlan("vrrp.51", "eth0", "00:00:5e:00:01:33"),
            List.of(
                HeldHost.router("VI_1", List.of(AddressResource.of("vrrp.51", "192.168.0.254")))));
    try (HeldHost host = host()) {
      assertThat(host.confirm(state)).isEmpty();
      host.inbox.roleChanged("VI_1", true);
      await().until(() -> addresses().equals(List.of(VIP)));
      kernel.removeLink("vrrp.51");
      await()
          .until(() ->
              kernel.addresses().list().stream()
                  .anyMatch(each -> each.interfaceName().equals("vrrp.51")));
      assertThat(kernel.sysctls().read(sysctl("accept_local"))).contains("1");
      assertThat(host.confirm(HeldHost.state(List.of(), List.of()))).isEmpty();
      assertThat(kernel.links().find("vrrp.51")).isEmpty();
    }
  }

  private static SysctlKey sysctl(String name) {
    return SysctlKey.ofInterface(Family.INET, "vrrp.51", name);
  }

  private HeldHost host() throws IOException {
    return new HeldHost(kernel, new DiskStorage(folder));
  }

  private HeldHost master() throws IOException {
    HeldHost host = host();
    assertThat(host.confirm(STATE)).isEmpty();
    host.inbox.roleChanged("VI_1", true);
    await().until(() -> isComplete() && host.engines.announced.size() == 1);
    return host;
  }

  private boolean isComplete() {
    return addresses().equals(List.of(VIP)) && routes().size() == 1 && rules().size() == 1;
  }

  private List<String> addresses() {
    return HeldHost.addresses(kernel);
  }

  private List<Route> routes() {
    return kernel.routes().list();
  }

  private List<Rule> rules() {
    return kernel.rules().list().stream().filter(each -> each.priority() == 100).toList();
  }

  private Route route() {
    return routes().getFirst();
  }

  private Rule rule() {
    return rules().getFirst();
  }
}

package org.hactl.agent.converge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.hactl.agent.converge.role.Predecessor;
import org.hactl.agent.store.DiskStorage;
import org.hactl.api.AuditEntry;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.health.RealServerHealth;
import org.hactl.host.HostState;
import org.hactl.host.TestRouters;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.host.VirtualServiceSpec.RealServerSpec;
import org.hactl.linux.kernel.InterfaceAddress;
import org.hactl.linux.memory.MemoryKernel;
import org.hactl.linux.net.InetPrefix;
import org.hactl.module.Resource;
import org.hactl.module.address.AddressResource;
import org.hactl.reconcile.ServiceResources.Member;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An apply that takes the virtual routers of another program over. */
class AdoptionTest {
  private static final String SERVICE = "keepalived";

  @TempDir private Path folder;
  private final MemoryKernel kernel = HeldHost.kernel();
  private final Service service = new Service();

  private final HostState director =
      HeldHost.state(List.of(), List.of(router(51, 254), router(52, 253)));

  private static VirtualRouterSpec router(int virtualRouterId, int last) {
    String vip = "192.168.0." + last;
    return TestRouters.router("VI_" + virtualRouterId, 2, virtualRouterId, "eth0", 100, vip)
        .holding(List.of(AddressResource.of("eth0", vip + "/24")));
  }

  /** Another program that notes what becomes of it. */
  private static final class Service implements Predecessor {
    final List<String> trace = new ArrayList<>();
    boolean noted;
    String failing = "";

    @Override
    public void freeze(String name) throws IOException {
      noted = true;
      step("freeze " + name);
    }

    @Override
    public void end(String name) throws IOException {
      step("end " + name);
    }

    @Override
    public void comeBack() throws IOException {
      if (noted) {
        noted = false;
        step("come back");
      }
    }

    @Override
    public void forget() {
      noted = false;
    }

    private void step(String what) throws IOException {
      trace.add(what);
      if (what.equals(failing)) {
        throw new IOException(what + " failed");
      }
    }
  }

  @BeforeEach
  void aMasterOfOneRouter() {
    // keepalived gave the address another length than the site does.
    kernel.addresses().add(InterfaceAddress.of("eth0", InetPrefix.parse("192.168.0.254/32")));
  }

  private HeldHost start() throws IOException {
    return new HeldHost(kernel, new DiskStorage(folder), service);
  }

  private Reply.Applied adopt(HeldHost agent) {
    agent.engines.configuring =
        state -> service.trace.add("routers " + new TreeSet<>(state.routerNames()));
    return (Reply.Applied)
        agent.core.generations().apply(new Request.Apply(director, 60_000, null, SERVICE), _ -> {});
  }

  @Test
  void theServiceIsFrozenUntilTheRoutersRunAndTheOneThatIsMasterStartsAsMaster()
      throws IOException {
    try (HeldHost agent = start()) {
      Reply.Applied applied = adopt(agent);
      assertThat(applied.errors()).isEmpty();
      assertThat(service.trace)
          .containsExactly("freeze keepalived", "routers [VI_51, VI_52]", "end keepalived");
      assertThat(agent.engines.resumed).containsExactly("VI_51");
      assertThat(agent.audit.newest(2))
          .extracting(AuditEntry::detail)
          .contains("adopts keepalived");
      assertThat(agent.core.generations().confirm(applied.generation())).isEmpty();
      assertThat(service.noted).isFalse();
      assertThat(HeldHost.addresses(kernel))
          .as("the address with keepalived's length goes; no engine says that this host is master")
          .isEmpty();
    }
  }

  /**
   * Until its checks have decided, hactl serves with the real servers with which keepalived did.
   */
  @Test
  void theRealServersOfTheServiceStayInServiceUntilTheFirstChecks() throws IOException {
    HostState state = serving("rr");
    theServiceServes();
    try (HeldHost agent = start()) {
      agent.engines.health = (_, _) -> RealServerHealth.UNKNOWN;
      assertThat(((Reply.Plan) agent.core.generations().plan(state)).changes())
          .extracting(each -> each.id().kind())
          .as("the plan changes no real server")
          .doesNotContain("ipvs");

      Reply.Applied applied =
          (Reply.Applied)
              agent
                  .core
                  .generations()
                  .apply(new Request.Apply(state, 60_000, null, SERVICE), _ -> {});

      assertThat(applied.errors()).isEmpty();
      assertThat(realServers()).containsExactly("192.168.0.18:80 1", "192.168.0.20:80 0");
      VirtualServiceSpec serving = agent.engines.serving.getFirst();
      assertThat(serving.check()).isNull();
      assertThat(serving.realServers())
          .as("the one with weight 0 is out of service")
          .extracting(RealServerSpec::host)
          .containsExactly("web1");
      assertThat(agent.core.generations().confirm(applied.generation())).isEmpty();
    }
    try (HeldHost restarted = start()) {
      restarted.engines.health = (_, _) -> RealServerHealth.UNKNOWN;
      restarted.core.lookAtVirtualServices();
      assertThat(restarted.confirm(HeldHost.state(List.of(), List.of()))).isEmpty();
      assertThat(kernel.ipvs().list()).as("it goes with the state that names it").isEmpty();
    }
  }

  @Test
  void anApplyThatFailsLeavesTheTableOfTheService() throws IOException {
    theServiceServes();
    service.failing = "freeze keepalived";
    try (HeldHost agent = start()) {
      agent.engines.health = (_, _) -> RealServerHealth.UNKNOWN;
      agent
          .core
          .generations()
          .apply(new Request.Apply(serving("wrr"), 60_000, null, SERVICE), _ -> {});
      assertThat(kernel.ipvs().list().getFirst().service().scheduler()).isEqualTo("rr");
      assertThat(realServers()).containsExactly("192.168.0.18:80 1", "192.168.0.20:80 0");

      service.failing = "";
      agent
          .core
          .generations()
          .apply(new Request.Apply(serving("wrr"), 60_000, null, SERVICE), _ -> {});
      assertThat(kernel.ipvs().list().getFirst().service().scheduler()).isEqualTo("wrr");
      assertThat(realServers()).containsExactly("192.168.0.18:80 1", "192.168.0.20:80 0");
    }
  }

  private HostState serving(String scheduler) {
    return HostState.builder("shop", "lvs1")
        .virtualRouters(director.virtualRouters())
        .virtualServices(List.of(web(scheduler)))
        .build();
  }

  private static VirtualServiceSpec web(String scheduler) {
    return VirtualServiceSpec.builder("web", "192.168.0.254", 80)
        .scheduler(scheduler)
        .realServers(
            List.of(
                new RealServerSpec("web1", "192.168.0.18", 80, 1),
                new RealServerSpec("web2", "192.168.0.20", 80, 1),
                new RealServerSpec("web3", "192.168.0.22", 80, 1)))
        .build();
  }

  /** Puts the table of the other program into the kernel. */
  private void theServiceServes() throws IOException {
    Resource table =
        new LinuxResources()
            .virtualService(
                web("rr"),
                List.of(new Member("192.168.0.18", 80, 1), new Member("192.168.0.20", 80, 0)));
    try (HeldHost other = new HeldHost(kernel, new DiskStorage(folder.resolve("other")))) {
      assertThat(other.confirm(HeldHost.state(List.of(table), List.of()))).isEmpty();
    }
  }

  private List<String> realServers() {
    return kernel.ipvs().list().getFirst().destinations().stream()
        .map(each -> each.endpoint() + " " + each.weight())
        .toList();
  }

  @Test
  void anApplyThatFailsPutsTheServiceBack() throws IOException {
    for (String failing : List.of("freeze keepalived", "end keepalived")) {
      service.trace.clear();
      service.failing = failing;
      try (HeldHost agent = start()) {
        Reply.Applied applied = adopt(agent);
        assertThat(applied.errors()).containsExactly(failing + " failed");
        assertThat(applied.rolledBack()).isTrue();
        assertThat(service.trace).endsWith("routers []", "come back");
      }
    }
  }

  @Test
  void aGenerationThatIsNotConfirmedPutsTheServiceBackAlsoAfterACrash() throws IOException {
    try (HeldHost agent = start()) {
      Reply.Applied applied = adopt(agent);
      agent.core.generations().rollback(applied.generation(), _ -> {});
      assertThat(service.trace).endsWith("routers []", "come back");
      adopt(agent);
    }
    service.trace.clear();
    try (HeldHost agent = start()) {
      org.awaitility.Awaitility.await().until(() -> service.trace.contains("come back"));
      org.awaitility.Awaitility.await().until(() -> agent.core.generations().pendingNumber() == 0);
      assertThat(agent.core.generations().confirmed()).isEmpty();
    }
  }

  @Test
  void anAgentThatStartsWithItsGenerationConfirmedPutsNothingBack() throws IOException {
    service.noted = true;
    try (HeldHost agent = start()) {
      assertThat(agent.core.generations().pendingNumber()).isZero();
      assertThat(service.noted).isFalse();
    }
    assertThat(service.trace).isEmpty();
  }

  @Test
  void anApplyThatAdoptsNothingAsksNothing() throws IOException {
    try (HeldHost agent = start()) {
      agent.core.generations().apply(new Request.Apply(director, 60_000), _ -> {});
      assertThat(agent.engines.resumed).isEmpty();
      assertThat(service.trace).isEmpty();
    }
  }
}

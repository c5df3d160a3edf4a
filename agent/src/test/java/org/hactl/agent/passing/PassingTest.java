package org.hactl.agent.passing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hactl.agent.converge.HeldHost;
import org.hactl.agent.converge.time.Clock;
import org.hactl.agent.converge.time.LaterTasks;
import org.hactl.agent.store.DiskStorage;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.host.HostState;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.host.VirtualServiceSpec.RealServerSpec;
import org.hactl.linux.kernel.InterfaceAddress;
import org.hactl.linux.memory.MemoryKernel;
import org.hactl.linux.net.InetPrefix;
import org.hactl.module.address.AddressResource;
import org.hactl.module.rule.OwnTables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both sides of passing connections on, on a kernel in memory and with a clock of the test. */
class PassingTest {
  private static final String VIP = "192.168.0.254";
  private static final String OTHER = "192.168.0.16";
  private static final List<String> ROUTERS = List.of("VI_1");
  private static final List<String> AS_ALWAYS = List.of("192.168.0.18:80 1", "192.168.0.20:80 1");
  private static final List<String> PASSED =
      List.of("192.168.0.16:80 1", "192.168.0.18:80 0", "192.168.0.20:80 0");

  @TempDir private Path folder;
  private final MemoryKernel kernel = new MemoryKernel().withLink("eth0");
  private final Alarms alarms = new Alarms();
  private HeldHost host;
  private Passing passing;

  @BeforeEach
  void start() throws IOException {
    kernel.addresses().add(InterfaceAddress.of("eth0", InetPrefix.parse("192.168.0.14/24")));
    host = new HeldHost(kernel, new DiskStorage(folder));
    assertThat(host.confirm(state())).isEmpty();
    passing = new Passing(host.network(), kernel, alarms, alarms);
  }

  @AfterEach
  void end() {
    host.close();
  }

  @Test
  void aBackupTakesPacketsForTheVipForAWhileAndDoesNotHaveIt() {
    assertThat(passing.take(new Request.TakePassed(ROUTERS, 4_500)))
        .isEqualTo(new Reply.TakesPassed(Map.of(VIP, "192.168.0.14")));
    assertThat(taken())
        .containsExactly(
            "inet priority 3 to 192.168.0.254/32 iif eth0 ipproto 6 lookup 51113",
            "local 192.168.0.254/32 dev lo table 51113");
    assertThat(addresses()).doesNotContain(VIP + "/24");
    alarms.pass(4_000);
    passing.take(new Request.TakePassed(ROUTERS, 4_500));
    alarms.pass(4_000);
    assertThat(taken()).hasSize(2);
    alarms.pass(600);
    assertThat(taken()).isEmpty();
  }

  @Test
  void whatTakesPacketsIsNeitherReportedNorRemovedByAPass() {
    passing.take(new Request.TakePassed(ROUTERS, 4_500));
    assertThat(host.confirm(state().toBuilder().exclusive(java.util.Set.of("rule")).build()))
        .isEmpty();
    assertThat(taken()).hasSize(2);
    assertThat(host.drift()).isZero();
  }

  @Test
  void whatAKilledAgentHasLeftGoesAtItsNextStart() {
    passing.take(new Request.TakePassed(ROUTERS, 4_500));
    new Passing(host.network(), kernel, alarms, alarms).cleanUp();
    await().until(() -> taken().isEmpty());
  }

  @Test
  void aMasterPassesNewConnectionsOnForAWhile() {
    beMaster();
    assertThat(passOn(2_500)).isEqualTo(new Reply.PassesOn(1, 0, List.of()));
    assertThat(weights()).isEqualTo(PASSED);
    host.look();
    alarms.pass(2_000);
    passOn(2_500);
    alarms.pass(2_000);
    assertThat(weights()).isEqualTo(PASSED);
    // First new connections stay here; those that were passed on go on a little longer.
    alarms.pass(600);
    assertThat(weights())
        .containsExactly("192.168.0.16:80 0", "192.168.0.18:80 1", "192.168.0.20:80 1");
    alarms.pass(500);
    assertThat(weights()).isEqualTo(AS_ALWAYS);
    assertThat(host.drift()).isZero();
  }

  @Test
  void theControlNodeEndsIt() {
    beMaster();
    passOn(2_500);
    passOn(0);
    alarms.pass(500);
    assertThat(weights()).isEqualTo(AS_ALWAYS);
  }

  @Test
  void itEndsWithTheRoleAndDoesNotComeBackWithIt() {
    beMaster();
    passOn(9_000);
    host.role("VI_1", false);
    await().until(() -> weights().equals(AS_ALWAYS));
    host.role("VI_1", true);
    await().until(() -> addresses().contains(VIP + "/24"));
    host.network().passOverServices(null);
    assertThat(weights()).isEqualTo(AS_ALWAYS);
    // The same director may pass on again.
    passOn(2_500);
    assertThat(weights()).isEqualTo(PASSED);
  }

  @Test
  void noDirectorDoesBothSoThatNoPacketGoesRoundInACircle() {
    assertThat(passOn(2_500)).isInstanceOf(Reply.Failed.class);
    passing.take(new Request.TakePassed(ROUTERS, 9_000));
    beMaster();
    assertThat(passing.take(new Request.TakePassed(ROUTERS, 4_500)))
        .isInstanceOf(Reply.Failed.class);
    passOn(2_500);
    assertThat(taken()).isEmpty();
    assertThat(weights()).isEqualTo(PASSED);
    host.role("VI_1", false);
    passing.take(new Request.TakePassed(ROUTERS, 4_500));
    assertThat(weights()).isEqualTo(AS_ALWAYS);
    assertThat(taken()).hasSize(2);
  }

  @Test
  void aWayThatLeadsToThisHostOrThroughAGatewayIsRefused() {
    beMaster();
    for (String way : List.of("192.168.0.14", "10.0.0.1", "nonsense")) {
      assertThat(passing.passOn(new Request.PassOn(ROUTERS, Map.of(VIP, way), 2_500)))
          .as(way)
          .isInstanceOf(Reply.Failed.class);
    }
    assertThat(weights()).isEqualTo(AS_ALWAYS);
    assertThat(passing.take(new Request.TakePassed(List.of("VI_9"), 4_500)))
        .isInstanceOf(Reply.Failed.class);
  }

  @Test
  void anAgentThatStopsEndsBoth() {
    beMaster();
    passOn(9_000);
    passing.close();
    assertThat(weights()).isEqualTo(AS_ALWAYS);
  }

  private void beMaster() {
    host.role("VI_1", true);
    await().until(() -> addresses().contains(VIP + "/24"));
  }

  private Reply passOn(long millis) {
    return passing.passOn(new Request.PassOn(ROUTERS, Map.of(VIP, OTHER), millis));
  }

  private List<String> weights() {
    return kernel.ipvs().list().getFirst().destinations().stream()
        .map(each -> each.endpoint() + " " + each.weight())
        .sorted()
        .toList();
  }

  private List<String> addresses() {
    return kernel.addresses().list().stream().map(each -> each.prefix().toString()).toList();
  }

  private List<String> taken() {
    List<String> taken = new ArrayList<>();
    kernel.rules().list().stream()
        .filter(each -> each.table() == OwnTables.PASSED)
        .forEach(each -> taken.add(each.toString()));
    kernel.routes().list().stream()
        .filter(each -> each.table() == OwnTables.PASSED)
        .forEach(each -> taken.add(each.toString()));
    return taken;
  }

  private static HostState state() {
    VirtualRouterSpec router =
        HeldHost.router("VI_1", List.of(AddressResource.of("eth0", VIP + "/24")));
    VirtualServiceSpec web =
        VirtualServiceSpec.builder("web", VIP, 80)
            .virtualRouter("VI_1")
            .scheduler("rr")
            .realServers(
                List.of(
                    new RealServerSpec("web1", "192.168.0.18", 80, 1),
                    new RealServerSpec("web2", "192.168.0.20", 80, 1)))
            .build();
    return HeldHost.state(List.of(), List.of(router)).toBuilder()
        .virtualServices(List.of(web))
        .build();
  }

  /** A clock that stands still until the test lets time pass, and the tasks that wait for it. */
  private static final class Alarms implements LaterTasks, Clock {
    private record Alarm(long atMillis, Runnable task) {}

    private final List<Alarm> waiting = new ArrayList<>();
    private long now;

    void pass(long millis) {
      long end = now + millis;
      while (true) {
        Alarm next =
            waiting.stream()
                .filter(each -> each.atMillis <= end)
                .min(java.util.Comparator.comparingLong(Alarm::atMillis))
                .orElse(null);
        if (next == null) {
          now = end;
          return;
        }
        waiting.remove(next);
        now = next.atMillis;
        next.task.run();
      }
    }

    @Override
    public void after(Duration delay, Runnable task) {
      waiting.add(new Alarm(now + delay.toMillis(), task));
    }

    @Override
    public void soon(Runnable task) {
      task.run();
    }

    @Override
    public long millis() {
      return now;
    }

    @Override
    public long nanos() {
      return now * 1_000_000;
    }
  }
}

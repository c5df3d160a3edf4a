package org.hactl.agent.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.hactl.agent.converge.Core;
import org.hactl.agent.converge.TestHost;
import org.hactl.agent.converge.time.Clock;
import org.hactl.agent.engines.FakeBfd;
import org.hactl.agent.engines.FakeListener;
import org.hactl.agent.engines.FakeVrrp;
import org.hactl.agent.engines.HandOvers;
import org.hactl.agent.engines.HostEngines;
import org.hactl.agent.store.DiskStorage;
import org.hactl.agent.store.HandOverStore;
import org.hactl.agent.store.SlowStartStore;
import org.hactl.api.HostStatus;
import org.hactl.api.PeersView;
import org.hactl.api.RealServerView;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.health.probe.VipWays;
import org.hactl.host.HostJson;
import org.hactl.host.HostState;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.host.VirtualServiceSpec.RealServerSpec;
import org.hactl.linux.memory.MemoryKernel;
import org.hactl.module.command.ScriptResult;
import org.hactl.module.command.Scripts;
import org.hactl.notify.AddressArrivals;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusReaderTest {
  private static final Scripts NONE = _ -> new ScriptResult(0, false, "", Duration.ZERO);
  private static final Duration AMPLE = Duration.ofSeconds(30);

  private static final Clock CLOCK =
      new Clock() {
        @Override
        public long millis() {
          return 7_000;
        }

        @Override
        public long nanos() {
          return 0;
        }
      };

  @TempDir private Path folder;
  private Core core;
  private HostEngines engines;

  @BeforeEach
  void begin() throws IOException {
    TestHost.Running agent = new TestHost().start(new DiskStorage(folder));
    core = agent.core();
    engines =
        new HostEngines(
            agent.inbox(),
            new FakeListener(),
            new AddressArrivals(),
            FakeVrrp::new,
            FakeBfd::new,
            NONE,
            VipWays.NONE,
            new HandOvers(new HandOverStore(new DiskStorage(folder), HostJson.mapper(List.of()))),
            new SlowStartStore(new DiskStorage(folder), HostJson.mapper(List.of())),
            Runnable::run,
            CLOCK.wall());
    assertThat(core.generations().apply(new Request.Apply(state(), 60_000), _ -> {}))
        .isInstanceOfSatisfying(Reply.Applied.class, reply -> assertThat(reply.errors()).isEmpty());
  }

  @AfterEach
  void end() {
    engines.close();
    core.close();
  }

  @Test
  void ipvsIsUnknownAndNotEmptyWhileTheWorkerIsBusy() throws Exception {
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    var _ =
        core.network()
            .submit(() -> {
              busy.countDown();
              goOn.await();
              return "done";
            });
    busy.await();
    HostStatus status = reader(Duration.ofMillis(10)).read();
    assertThat(status.nowMillis()).isEqualTo(7_000);
    assertThat(status.errors())
        .containsExactly("cannot read the IPVS table: the network worker is busy");
    assertThat(realServers(status)).hasSize(1).noneMatch(RealServerView::ipvsKnown);
    assertThat(core.network().waiting()).as("no request waits for the worker").isZero();
    goOn.countDown();
    assertThat(realServers(reader(AMPLE).read()))
        .singleElement()
        .matches(RealServerView::ipvsKnown)
        .matches(server -> server.weight() == null);
  }

  @Test
  void aBriefStatusLeavesOutServicesThatLackNothing() {
    engines.configure(state());
    HostStatus brief = reader(AMPLE).read(new Request.Status(true));
    assertThat(brief.services()).isEmpty();
    assertThat(brief.servicesDigest()).isNotNull();
    HostStatus whole = reader(AMPLE).read(new Request.Status(false));
    assertThat(whole.services()).hasSize(1);
    assertThat(whole.servicesDigest()).isNull();
  }

  @Test
  void aBriefStatusTellsServicesWhoseHealthIsNotKnown() {
    HostStatus brief = reader(AMPLE).read(new Request.Status(true));
    assertThat(brief.services()).hasSize(1);
    assertThat(brief.servicesDigest()).isNull();
  }

  private StatusReader reader(Duration ipvsTimeout) {
    return new StatusReader(
        new StatusSources(
            core.generations(),
            core.passLog(),
            core.stateErrors(),
            core.network(),
            new MemoryKernel().ipvs(),
            new MemoryKernel().addresses(),
            new MemoryKernel().sysctls(),
            engines,
            () ->
                new Reported(
                    0, 0, _ -> Map.of(), _ -> Map.of(), List.of(), _ -> List.of(), Map.of()),
            () -> "",
            Optional::empty,
            () -> PeersView.NONE,
            core.holds()::current,
            () -> null),
        "0.1.0",
        "",
        CLOCK,
        ipvsTimeout);
  }

  private static List<RealServerView> realServers(HostStatus status) {
    return status.services().getFirst().realServers();
  }

  private static HostState state() {
    VirtualServiceSpec web =
        VirtualServiceSpec.builder("web", "192.0.2.254", 80)
            .scheduler("rr")
            .realServers(List.of(new RealServerSpec("web1", "192.0.2.18", 80, 1)))
            .build();
    return HostState.empty("shop", "lvs1").withVirtualServices(List.of(web));
  }
}

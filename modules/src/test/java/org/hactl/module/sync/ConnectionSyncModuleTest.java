package org.hactl.module.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hactl.linux.kernel.ipvs.IpvsSyncDaemon;
import org.hactl.linux.memory.MemoryKernel;
import org.hactl.linux.net.InetAddresses;
import org.hactl.module.Plan;
import org.hactl.module.kernel.Host;
import org.hactl.module.kernel.LinkId;
import org.hactl.module.sync.ConnectionSyncResource.Role;
import org.junit.jupiter.api.Test;

class ConnectionSyncModuleTest {
  private static final ConnectionSyncResource SENDER =
      new ConnectionSyncResource(Role.SENDER, "eth0", 51, null, null, null, null);
  private static final ConnectionSyncResource RECEIVER =
      new ConnectionSyncResource(Role.RECEIVER, "eth0", 51, null, null, null, null);
  private static final IpvsSyncDaemon OTHERS =
      new IpvsSyncDaemon(
          IpvsSyncDaemon.Role.MASTER, "eth1", 7, InetAddresses.parse("224.0.0.90"), 8849, 2, 1400);

  private final MemoryKernel kernel = new MemoryKernel().withLink("eth0").withLink("eth1");
  private final Host<ConnectionSyncResource, ConnectionSyncModule.Observed> host =
      new Host<>(new ConnectionSyncModule(kernel));

  @Test
  void startsAndStopsBothThreads() throws Exception {
    assertThat(Host.words(host.converge(List.of(SENDER, RECEIVER))))
        .contains(
            "CREATE connection-sync[sender] | interface: - > eth0 | id: - > 51"
                + " | group: - > 224.0.0.81 | port: - > 8848 | ttl: - > 1");
    assertThat(kernel.ipvs().syncDaemons())
        .extracting(IpvsSyncDaemon::role)
        .containsExactly(IpvsSyncDaemon.Role.MASTER, IpvsSyncDaemon.Role.BACKUP);
    host.converge(List.of());
    assertThat(kernel.ipvs().syncDaemons()).isEmpty();
    assertThat(host.owned()).isEmpty();
  }

  @Test
  void aChangeStopsTheThreadAndStartsItAgain() throws Exception {
    host.converge(List.of(SENDER));
    assertThat(
            Host.words(
                host.converge(
                    List.of(
                        new ConnectionSyncResource(
                            Role.SENDER, "eth1", 51, "ff02::81", null, null, 1200)))))
        .containsExactly(
            "UPDATE connection-sync[sender] | interface: eth0 > eth1"
                + " | group: 224.0.0.81 > ff02::81 | max_length: 0 > 1200");
    assertThat(kernel.ipvs().syncDaemons())
        .extracting(IpvsSyncDaemon::interfaceName)
        .containsExactly("eth1");
  }

  @Test
  void aThreadThatAnotherProgramStoppedIsStartedAgain() throws Exception {
    host.converge(List.of(SENDER, RECEIVER));
    kernel.ipvs().stopSync(IpvsSyncDaemon.Role.BACKUP);
    assertThat(host.converge(List.of(SENDER, RECEIVER)).changes())
        .extracting(change -> change.id().key())
        .containsExactly("receiver");
  }

  @Test
  void aThreadFromBeforeIsPutBack() throws Exception {
    kernel.ipvs().startSync(OTHERS);
    host.converge(List.of(SENDER));
    host.converge(List.of());
    assertThat(kernel.ipvs().syncDaemons()).containsExactly(OTHERS);
  }

  @Test
  void theLengthThatTheKernelChoseIsNoDifference() throws Exception {
    kernel
        .ipvs()
        .startSync(
            new IpvsSyncDaemon(
                IpvsSyncDaemon.Role.MASTER,
                "eth0",
                51,
                IpvsSyncDaemon.DEFAULT_GROUP,
                IpvsSyncDaemon.DEFAULT_PORT,
                IpvsSyncDaemon.DEFAULT_TTL,
                1472));
    assertThat(host.plan(List.of(SENDER))).isEqualTo(Plan.NOTHING);
  }

  @Test
  void waitsForItsInterface() throws Exception {
    Plan plan =
        host.plan(
            List.of(new ConnectionSyncResource(Role.SENDER, "eth9", 0, null, null, null, null)));
    assertThat(plan.waiting())
        .containsExactly(
            new Plan.Waiting(
                new LinkId("eth9").resourceId(),
                "connection-sync[sender]: interface eth9 does not exist; this host has eth0, eth1,"
                    + " lo"));
  }

  @Test
  void withoutItTheKernelIsNotAsked() throws Exception {
    kernel.withoutIpvs();
    assertThat(host.plan(List.of())).isEqualTo(Plan.NOTHING);
  }
}

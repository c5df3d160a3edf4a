package org.hactl.agent.converge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.hactl.agent.store.DiskStorage;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.host.HostState;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.host.VirtualServiceSpec.RealServerSpec;
import org.hactl.linux.kernel.ipvs.IpvsChange;
import org.hactl.linux.kernel.ipvs.IpvsServiceKey;
import org.hactl.linux.memory.MemoryKernel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How often the agent reads the whole IPVS table: with a thousand services each time costs as much
 * as hundreds of changes.
 */
class TableReadsTest {
  private static final IpvsServiceKey FIRST = IpvsServiceKey.parse("192.168.0.254:8000/tcp");

  @TempDir private Path folder;
  private final MemoryKernel kernel = new MemoryKernel().withLink("eth0");
  private HeldHost host;

  @BeforeEach
  void start() throws IOException {
    host = new HeldHost(kernel, new DiskStorage(folder));
    await().until(() -> host.core.passLog().lastFullPassAtMillis() > 0);
    assertThat(host.confirm(state(1))).isEmpty();
  }

  @AfterEach
  void stop() {
    host.close();
  }

  @Test
  void anApplyRightAfterItsPlanReadsNothing() {
    int before = kernel.tableReads();
    assertThat(((Reply.Plan) host.core.generations().plan(state(7))).changes()).hasSize(1);
    assertThat(kernel.tableReads() - before).as("by the plan").isEqualTo(1);
    assertThat(host.confirm(state(7))).isEmpty();
    assertThat(kernel.tableReads() - before).as("by both").isEqualTo(1);
    assertThat(weight()).isEqualTo(7);
  }

  @Test
  void anApplyWithoutAPlanReadsTheTableOnce() {
    int before = kernel.tableReads();
    assertThat(host.confirm(state(7))).isEmpty();
    assertThat(kernel.tableReads() - before).isEqualTo(1);
    remove();
    assertThat(host.confirm(state(8))).isEmpty();
    assertThat(weight()).as("another program removed the service before").isEqualTo(8);
  }

  @Test
  void aLookFindsThatAnotherProgramChangedTheTable() {
    int before = kernel.tableReads();
    remove();
    await()
        .until(() -> {
          host.core.lookAtVirtualServices();
          return kernel.tableReads() > before;
        });
    await().until(() -> services() == 3);
    assertThat(weight()).isEqualTo(1);
  }

  @Test
  void oneReadVerifiesWhatAnApplyHasChanged() throws Exception {
    int before = kernel.tableReads();
    assertThat(host.confirm(state(7))).isEmpty();
    assertThat(kernel.tableReads() - before).as("by the plan").isEqualTo(1);
    look();
    assertThat(kernel.tableReads() - before).as("and the pass that verifies").isEqualTo(2);
    look();
    assertThat(kernel.tableReads() - before).as("and a look").isEqualTo(3);
  }

  @Test
  void noLookReadsTheTableWhileAnApplyChangesIt() throws Exception {
    int before = kernel.tableReads();
    var reply =
        host.core
            .generations()
            .apply(
                new Request.Apply(state(7), 60_000),
                step -> {
                  if (step.done()) {
                    host.core.lookAtVirtualServices();
                  }
                });
    assertThat(reply).isInstanceOf(Reply.Applied.class);
    assertThat(kernel.tableReads() - before).as("by the plan of the apply").isEqualTo(1);
    look();
    assertThat(kernel.tableReads() - before).as("and the look after it").isEqualTo(2);
  }

  @Test
  void aChangeThatTheKernelForgetsIsMadeAgain() throws Exception {
    assertThat(host.confirm(state(7))).isEmpty();
    remove();
    look();
    await().until(() -> services() == 3);
    assertThat(weight()).isEqualTo(7);
  }

  @Test
  void aPlanThatSeesAnotherProgramsChangeDoesNotHideIt() throws Exception {
    look();
    look();
    remove();
    assertThat(((Reply.Plan) host.core.generations().plan(state(1))).changes()).hasSize(1);
    assertThat(services()).isEqualTo(2);
    look();
    await().until(() -> services() == 3);
  }

  /** Looks, and waits until the worker has read the table. */
  private void look() throws Exception {
    int before = kernel.tableReads();
    await()
        .until(() -> {
          boolean read = host.core.network().submit(() -> kernel.tableReads() > before).get();
          if (!read) {
            host.core.lookAtVirtualServices();
          }
          return read;
        });
  }

  private void remove() {
    kernel.ipvs().apply(List.of(new IpvsChange.RemoveService(FIRST))).orThrow();
  }

  private int services() {
    return kernel.ipvs().statistics().size();
  }

  private int weight() {
    return kernel.ipvs().list().stream()
        .filter(entry -> entry.service().key().equals(FIRST))
        .findFirst()
        .orElseThrow()
        .destinations()
        .getFirst()
        .weight();
  }

  private static HostState state(int weight) {
    return HostState.builder("shop", "lvs1")
        .virtualServices(
            IntStream.range(0, 3)
                .mapToObj(i ->
                    VirtualServiceSpec.builder("s" + i, "192.168.0.254", 8000 + i)
                        .scheduler("rr")
                        .realServers(
                            List.of(new RealServerSpec("rs", "10.0.0.1", 80, i == 0 ? weight : 1)))
                        .build())
                .toList())
        .build();
  }
}

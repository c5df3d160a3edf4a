package org.hactl.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.hactl.host.HookSpec;
import org.hactl.host.HostState;
import org.hactl.host.TestRouters;
import org.hactl.host.TrackSpec;
import org.hactl.host.TrackerSpec;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.host.VrrpPolicy;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Compares what hactl and the real keepalived tell hooks and FIFOs. Each runs alone in a namespace
 * through the same start, fault, recovery, removal and stop. Needs root.
 */
@Tag("lab")
@Execution(ExecutionMode.CONCURRENT)
class NotifyInteropTest {
  static final String TRACKING = "VI_3";
  private static final List<String> SUBJECTS =
      List.of("INSTANCE VI_1", "INSTANCE VI_2", "INSTANCE VI_3", "GROUP VG_1");

  @TempDir private Path folder;

  @Test
  void hooksAndFifosGetWhatKeepalivedSends() throws Exception {
    try (NotifyPlace theirs = new NotifyPlace(folder, "k");
        NotifyPlace ours = new NotifyPlace(folder, "h");
        NotifyKeepalived keepalived = new NotifyKeepalived(theirs);
        LabAgent agent = LabAgent.start(ours.namespace, ours.folder)) {
      List<NotifyPlace> places = List.of(theirs, ours);
      for (NotifyPlace place : places) {
        place.prepare();
      }
      // The readers start first: hactl drops lines that no reader awaits, and keepalived keeps
      // them.
      ours.read();
      theirs.read();
      agent.confirm(state(ours, List.of("VI_1", "VI_2", "VI_3")));
      keepalived.start();
      for (NotifyPlace place : places) {
        place.awaitLast(SUBJECTS, "MASTER", 1);
        place.weight(-20);
        place.awaitLine("INSTANCE \"VI_3\" MASTER_PRIORITY 100");
        place.link("down");
        place.awaitLast(SUBJECTS, "FAULT", 1);
        place.weight(0);
        place.awaitLine("INSTANCE \"VI_3\" BACKUP_PRIORITY 120");
        place.link("up");
        place.awaitLast(SUBJECTS, "MASTER", 2);
      }
      // keepalived removes its FIFO at every reload.
      assertThat(ours.fifo()).as(agent.log()).isEqualTo(theirs.fifo());
      agent.confirm(state(ours, List.of("VI_1", "VI_2")));
      keepalived.reload(List.of("VI_1", "VI_2"));
      for (NotifyPlace place : places) {
        place.awaitTold("INSTANCE VI_3", "DELETED 120");
      }
      agent.stop();
      keepalived.stop();
      for (String subject : SUBJECTS) {
        assertThat(ours.hooks(subject)).as(subject).isEqualTo(theirs.hooks(subject));
      }
      assertThat(ours.hooks("INSTANCE VI_1"))
          .containsExactly(
              "BACKUP 100", "MASTER 100", "FAULT 100", "BACKUP 100", "MASTER 100", "STOP 100");
      assertThat(ours.environment())
          .contains("HACTL_REASON=advert-timeout", "HACTL_ADDRESSES=192.0.2.101", "HACTL_VRID=51");
      // Hooks do not inherit the real-time priority of the VRRP thread.
      assertThat(ours.scheduling()).isNotEmpty().allMatch(line -> line.endsWith("SCHED_OTHER"));
    }
  }

  static int priority(String router) {
    return 90 + 10 * Integer.parseInt(router.substring(3));
  }

  private static HostState state(NotifyPlace place, List<String> routers) {
    HookSpec hook = new HookSpec(List.of(place.script.toString()), null, 30_000, Set.of());
    return HostState.builder("shop", "lvs1")
        .virtualRouters(routers.stream().map(NotifyInteropTest::router).toList())
        .vrrp(
            new VrrpPolicy(
                List.of(
                    new VrrpPolicy.SyncGroupSpec(
                        "VG_1", List.of("VI_1", "VI_2"), List.of(), List.of())),
                List.of(
                    new TrackerSpec.File(
                        "weight", place.folder.resolve("weight").toString(), null)),
                List.of(),
                List.of(hook),
                List.of(place.fifo.toString()),
                true))
        .build();
  }

  private static VirtualRouterSpec router(String name) {
    int number = Integer.parseInt(name.substring(3));
    return TestRouters.router(
            name, 2, 50 + number, "v0", priority(name), "192.0.2.10" + number + "/32")
        .tracking(name.equals(TRACKING) ? List.of(new TrackSpec("weight", 1)) : List.of());
  }
}

package org.hactl.vrrp.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.vrrp.interop.LabNetwork.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.hactl.host.TrackSpec;
import org.hactl.host.TrackerSpec;
import org.hactl.host.Truth;
import org.hactl.linux.kernel.Kernel;
import org.hactl.linux.kernel.KernelEvent;
import org.hactl.linux.kernel.KernelEvents;
import org.hactl.linux.kernel.ProcessEvent;
import org.hactl.linux.kernel.ProcessInfo;
import org.hactl.linux.kernel.Processes;
import org.hactl.linux.netlink.NetlinkKernel;
import org.hactl.linux.process.ProcProcesses;
import org.hactl.module.command.ScriptRunner;
import org.hactl.track.TrackEngine;
import org.hactl.track.TrackSources;
import org.hactl.track.TrackStates;
import org.hactl.track.TrackerStatus;
import org.hactl.vrrp.model.Authentication;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.State;
import org.hactl.vrrp.model.Transition;
import org.hactl.vrrp.model.VrrpVersion;
import org.hactl.vrrp.wire.Fixtures;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * We are master with priority 200 against keepalived's 150, until a tracker lowers our priority or
 * puts us in FAULT.
 */
@Tag("lab")
@Execution(ExecutionMode.CONCURRENT)
@Timeout(120)
class TrackingLabTest {
  private static final RouterConfig CONFIG =
      Fixtures.router(
          VrrpVersion.V3, 200, Duration.ofMillis(200), Authentication.none(), "192.0.2.254");

  /**
   * A thread that stays in the first network namespace: only there does the kernel report
   * processes.
   */
  private final ExecutorService outside = Executors.newSingleThreadExecutor();

  private final LabNetwork network = new LabNetwork("192.0.2.2", "192.0.2.1");
  private final LabDirector director = new LabDirector(network, CONFIG);
  private final LabKeepalived keepalived =
      LabKeepalived.start(network, Fixtures.withPriority(CONFIG, 150), "");
  private final TrackEngine tracking;
  private final Path folder;

  TrackingLabTest(@TempDir Path folder) throws Exception {
    this.folder = folder;
    outside.submit(() -> {}).get();
    TrackSources host =
        TrackSources.ofHost(
            new ScriptRunner(folder.resolve("runs")),
            _ -> new TrackSources.Said(Truth.UNKNOWN, "no BFD here"),
            _ -> new TrackSources.Pool(0, 0, 0));
    tracking =
        new TrackEngine(
            new TrackSources(
                host.links(),
                host.scripts(),
                host.files(),
                new OutsideProcesses(),
                host.bfdSessions(),
                host.services()),
            director.engine()::track,
            InstantSource.system());
  }

  /** The process events of the whole host, for an engine in a network namespace. */
  private final class OutsideProcesses implements Processes {
    private final ProcProcesses all = new ProcProcesses();

    @Override
    public List<ProcessInfo> list() {
      return all.list();
    }

    @Override
    public Optional<ProcessInfo> find(int pid) {
      return all.find(pid);
    }

    @Override
    public Subscription subscribe(Consumer<ProcessEvent> listener) {
      return CompletableFuture.supplyAsync(() -> all.subscribe(listener), outside).join();
    }
  }

  @BeforeEach
  void weAreMaster() {
    director.awaitState(State.MASTER);
    await("keepalived is backup").until(() -> keepalived.log().contains("BACKUP STATE"));
  }

  @AfterEach
  void end() {
    tracking.close();
    director.close();
    keepalived.close();
    network.close();
    outside.close();
  }

  private void track(TrackerSpec tracker, int weight) {
    LabNetwork.inside(
        network.ours(),
        () -> {
          tracking.configure(
              TrackStates.state(
                  List.of(TrackStates.router("VI_1", new TrackSpec(tracker.name(), weight))),
                  List.of(tracker),
                  List.of()));
          return true;
        });
  }

  private TrackerStatus tracked() {
    return tracking.status().getFirst();
  }

  @Test
  void aScriptThatFailsMovesThePriorityAndTheRole() throws IOException {
    Path closed = folder.resolve("closed");
    track(
        new TrackerSpec.Script(
            "gate",
            List.of("/bin/sh", "-c", "test ! -e " + closed + " || { echo closed; exit 3; }"),
            "nobody",
            100,
            5_000,
            1,
            1,
            true),
        -100);
    await("the script has run").until(() -> tracked().detail().startsWith("exit 0"));
    assertThat(director.status().priority().effective()).isEqualTo(200);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.createFile(closed);
    await("keepalived has taken over").until(keepalived::isMaster);
    assertThat(director.status().priority().effective()).isEqualTo(100);
    // It serves on for a moment while keepalived takes the role.
    director.awaitState(State.BACKUP);
    assertThat(tracked().detail()).startsWith("exit 3: closed");
    Files.delete(closed);
    director.awaitState(State.MASTER);
    assertThat(director.status().priority().effective()).isEqualTo(200);
  }

  @Test
  void anotherInterfaceThatGoesDownIsAFault() throws Exception {
    String ours = network.ours();
    LabNetwork.run(
        "ip",
        "-n",
        ours,
        "link",
        "add",
        "up0",
        "type",
        "veth",
        "peer",
        "name",
        "up1",
        "netns",
        network.peers());
    LabNetwork.run("ip", "-n", ours, "link", "set", "up0", "up");
    LabNetwork.run("ip", "-n", network.peers(), "link", "set", "up1", "up");
    try (Kernel kernel = LabNetwork.inside(ours, NetlinkKernel::open);
        KernelEvents.Subscription _ =
            LabNetwork.inside(ours, () -> kernel.events().subscribe(this::changed))) {
      await("the link is up").until(() -> kernel.links().find("up0").orElseThrow().running());
      track(new TrackerSpec.Interface("uplink", "up0", 0, 0), 0);
      assertThat(tracked().value()).isEqualTo("true");
      LabNetwork.run("ip", "-n", network.peers(), "link", "set", "up1", "down");
      Transition fault = director.awaitState(State.FAULT);
      assertThat(fault.from()).isEqualTo(State.MASTER);
      assertThat(director.status().role().detail()).startsWith("uplink: up0 is down since ");
      await("keepalived has taken over").until(keepalived::isMaster);
      // keepalived took over because of our priority 0, not because of its down timer.
      assertThat(keepalived.log()).contains("Backup received priority 0 advertisement");
      LabNetwork.run("ip", "-n", network.peers(), "link", "set", "up1", "up");
      director.awaitState(State.MASTER);
      LabNetwork.run("ip", "-n", ours, "link", "del", "up0");
      director.awaitState(State.FAULT);
      assertThat(tracked().detail()).isEqualTo("up0 does not exist");
    }
  }

  private void changed(KernelEvent event) {
    switch (event) {
      case KernelEvent.LinkRenamed renamed -> tracking.interfaceChanged(renamed.from());
      case KernelEvent.LinkChanged changed -> tracking.interfaceChanged(changed.link().name());
      case KernelEvent.LinkRemoved removed -> tracking.interfaceChanged(removed.link().name());
      case KernelEvent.Resync _ -> tracking.interfacesUnsure();
      default -> {
        // No tracker uses the other events.
      }
    }
  }

  @Test
  void aKilledProcessIsNoticedByAnEvent() throws Exception {
    Path program = folder.resolve("hactl-lab-web");
    Files.copy(Path.of("/bin/sleep"), program, StandardCopyOption.COPY_ATTRIBUTES);
    Process process = new ProcessBuilder(program.toString(), "600").start();
    try {
      await("the process runs its own program")
          .until(() ->
              new ProcProcesses()
                  .find((int) process.pid())
                  .filter(each -> each.name().equals("hactl-lab-web"))
                  .isPresent());
      track(
          new TrackerSpec.Process(
              "web", "hactl-lab-web", List.of("600"), 1, Integer.MAX_VALUE, 0, 0),
          0);
      assertThat(tracked().detail()).isEqualTo("1 of hactl-lab-web run");
      process.destroyForcibly();
      director.awaitState(State.FAULT);
      assertThat(director.status().role().detail())
          .startsWith("web: 0 of hactl-lab-web run, not 1 or");
      await("keepalived has taken over").until(keepalived::isMaster);
      Process again = new ProcessBuilder(program.toString(), "600").start();
      try {
        director.awaitState(State.MASTER);
      } finally {
        again.destroyForcibly();
      }
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void aFileThatIsReplacedMovesThePriority() throws IOException {
    Path load = Files.writeString(folder.resolve("load"), "0\n");
    track(new TrackerSpec.File("load", load.toString(), null), 2);
    Path next = Files.writeString(folder.resolve("load.new"), "-40\n");
    Files.move(next, load, StandardCopyOption.ATOMIC_MOVE);
    await("keepalived has taken over").until(keepalived::isMaster);
    assertThat(director.status().priority().effective()).isEqualTo(120);
    Files.writeString(load, "-254");
    director.awaitState(State.FAULT);
    Files.delete(load);
    director.awaitState(State.MASTER);
    assertThat(director.status().priority().effective()).isEqualTo(200);
  }
}

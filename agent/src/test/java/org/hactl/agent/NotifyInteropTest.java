package org.hactl.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.hactl.host.DriftPolicy;
import org.hactl.host.HookSpec;
import org.hactl.host.HostState;
import org.hactl.host.TrackSpec;
import org.hactl.host.TrackerSpec;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.host.VrrpPolicy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What programs are told, beside what the real keepalived tells them: each alone in a namespace,
 * through the same start, fault, recovery, removal and stop. Needs root.
 */
@Tag("lab")
class NotifyInteropTest {
  private static final Duration LONG = Duration.ofSeconds(90);
  private static final String TRACKING = "VI_3";
  private static final String TRACK_FILE =
      """
      track_file {
        W weight 1
      }
      """;
  private static final List<String> SUBJECTS =
      List.of("INSTANCE VI_1", "INSTANCE VI_2", "INSTANCE VI_3", "GROUP VG_1");

  @TempDir private Path folder;
  private final List<Place> places = new ArrayList<>();

  @AfterEach
  void end() throws Exception {
    for (Place place : places) {
      place.close();
    }
  }

  @Test
  void hooksAndFifosAreToldWhatKeepalivedTells() throws Exception {
    Place theirs = new Place("k");
    Place ours = new Place("h");
    try (Keepalived keepalived = new Keepalived(theirs);
        LabAgent agent = LabAgent.start(ours.namespace, ours.folder)) {
      // Readers first: what comes before its reader hactl drops, and keepalived keeps.
      ours.read();
      theirs.read();
      agent.confirm(state(ours, List.of("VI_1", "VI_2", "VI_3")));
      keepalived.start();
      for (Place place : places) {
        place.awaitLast("MASTER", 1);
        place.weight(-20);
        place.awaitLine("INSTANCE \"VI_3\" MASTER_PRIORITY 100");
        place.link("down");
        place.awaitLast("FAULT", 1);
        place.weight(0);
        place.awaitLine("INSTANCE \"VI_3\" BACKUP_PRIORITY 120");
        place.link("up");
        place.awaitLast("MASTER", 2);
      }
      // keepalived takes its FIFO away with every reload.
      assertThat(ours.fifo()).as(agent.log()).isEqualTo(theirs.fifo());
      agent.confirm(state(ours, List.of("VI_1", "VI_2")));
      keepalived.reload(List.of("VI_1", "VI_2"));
      for (Place place : places) {
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
      // What the VRRP thread sets going has none of its priority.
      assertThat(ours.scheduling()).isNotEmpty().allMatch(line -> line.endsWith("SCHED_OTHER"));
    }
  }

  private static int priority(String router) {
    return 90 + 10 * Integer.parseInt(router.substring(3));
  }

  private static HostState state(Place place, List<String> routers) {
    HookSpec hook = new HookSpec(List.of(place.script.toString()), null, 30_000, Set.of());
    return new HostState(
        "shop",
        "lvs1",
        List.of(),
        routers.stream().map(NotifyInteropTest::router).toList(),
        new VrrpPolicy(
            List.of(
                new VrrpPolicy.SyncGroup("VG_1", List.of("VI_1", "VI_2"), List.of(), List.of())),
            List.of(
                new TrackerSpec.File("weight", place.folder.resolve("weight").toString(), null)),
            List.of(),
            List.of(hook),
            List.of(place.fifo.toString()),
            true),
        List.of(),
        Set.of(),
        DriftPolicy.DEFAULT,
        null);
  }

  private static VirtualRouterSpec router(String name) {
    int number = Integer.parseInt(name.substring(3));
    return VirtualRouterSpec.of(
            name,
            2,
            50 + number,
            "v0",
            priority(name),
            1_000,
            true,
            0,
            null,
            List.of("192.0.2.10" + number + "/32"),
            VirtualRouterSpec.GratuitousArp.DEFAULT)
        .tracking(name.equals(TRACKING) ? List.of(new TrackSpec("weight", 1)) : List.of());
  }

  /** A namespace with one interface, a hook that writes down what it is told, and a FIFO. */
  private final class Place implements AutoCloseable {
    final String namespace;
    final Path folder;
    final Path script;
    final Path fifo;
    private final List<Process> readers = new ArrayList<>();

    Place(String name) throws Exception {
      this.namespace = "hactl-notify-" + name + ProcessHandle.current().pid();
      this.folder = Files.createDirectory(NotifyInteropTest.this.folder.resolve(name));
      this.script = folder.resolve("hook");
      this.fifo = folder.resolve("fifo");
      places.add(this);
      run("ip", "netns", "add", namespace);
      run("ip", "-n", namespace, "link", "add", "v0", "type", "veth", "peer", "name", "v1");
      run("ip", "-n", namespace, "addr", "add", "192.0.2.2/24", "dev", "v0");
      link("up");
      run("ip", "-n", namespace, "link", "set", "v0", "up");
      Files.writeString(
          script,
          """
          #!/bin/sh
          echo "$@" >>%1$s/hooks
          env >>%1$s/environment
          chrt -p $$ >>%1$s/scheduling
          """
              .formatted(folder));
      run("chmod", "755", script.toString());
      weight(0);
    }

    /** What VI_3 adds to its priority. */
    void weight(int number) throws IOException {
      Files.writeString(folder.resolve("weight"), number + "\n");
    }

    void awaitLine(String line) {
      await(namespace + " " + line).atMost(LONG).until(() -> lines("lines").contains(line));
    }

    /** The carrier of its interface. */
    void link(String state) throws Exception {
      run("ip", "-n", namespace, "link", "set", "v1", state);
    }

    /** Lets somebody read the FIFO from the first line on. */
    void read() throws Exception {
      run("mkfifo", "-m", "600", fifo.toString());
      readers.add(
          new ProcessBuilder("cat", fifo.toString())
              .redirectOutput(folder.resolve("lines").toFile())
              .start());
    }

    List<String> hooks(String subject) throws IOException {
      return lines("hooks").stream()
          .filter(line -> line.startsWith(subject + " "))
          .map(line -> line.substring(subject.length() + 1))
          .toList();
    }

    /** How the kernel scheduled each hook. */
    List<String> scheduling() throws IOException {
      return lines("scheduling").stream().filter(line -> line.contains("policy")).toList();
    }

    List<String> environment() throws IOException {
      return lines("environment");
    }

    /** The lines of the FIFO in their order, by subject: between two subjects there is none. */
    List<String> fifo() throws IOException {
      return lines("lines").stream()
          .sorted(Comparator.comparing(line -> line.substring(0, line.lastIndexOf('"'))))
          .toList();
    }

    private List<String> lines(String file) throws IOException {
      Path path = folder.resolve(file);
      return Files.exists(path) ? Files.readAllLines(path) : List.of();
    }

    void awaitLast(String state, int times) {
      for (String subject : SUBJECTS) {
        await(namespace + " " + subject + " " + state)
            .atMost(LONG)
            .until(() -> {
              List<String> told = hooks(subject);
              return !told.isEmpty()
                  && told.getLast().startsWith(state + " ")
                  && told.stream().filter(each -> each.startsWith(state + " ")).count() == times;
            });
      }
    }

    void awaitTold(String subject, String what) {
      await(namespace + " " + subject + " " + what)
          .atMost(LONG)
          .until(() -> hooks(subject).contains(what));
    }

    @Override
    public void close() throws Exception {
      readers.forEach(Process::destroyForcibly);
      run("ip", "netns", "del", namespace);
    }
  }

  private static final class Keepalived implements AutoCloseable {
    private final Place place;
    private @Nullable Process process;

    Keepalived(Place place) {
      this.place = place;
    }

    void start() throws IOException {
      configure(List.of("VI_1", "VI_2", "VI_3"));
      process =
          new ProcessBuilder(
                  "ip",
                  "netns",
                  "exec",
                  place.namespace,
                  "keepalived",
                  "-n",
                  "-P",
                  "-l",
                  "-f",
                  place.folder.resolve("keepalived.conf").toString(),
                  "-p",
                  place.folder.resolve("pid").toString(),
                  "-r",
                  place.folder.resolve("vrrp.pid").toString())
              .redirectErrorStream(true)
              .redirectOutput(place.folder.resolve("log").toFile())
              .start();
    }

    void reload(List<String> routers) throws Exception {
      configure(routers);
      run("kill", "-HUP", Long.toString(running().pid()));
    }

    void stop() throws InterruptedException {
      running().destroy();
      assertThat(running().waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    private Process running() {
      return Objects.requireNonNull(process, "not started");
    }

    private void configure(List<String> routers) throws IOException {
      StringBuilder text = new StringBuilder();
      text.append(
          """
          global_defs {
            vrrp_notify_fifo %s
            vrrp_notify_priority_changes true
            script_user root
          }
          track_file W {
            file "%s"
            weight 1
          }
          vrrp_sync_group VG_1 {
            group {
              VI_1
              VI_2
            }
            notify %s
          }
          """
              .formatted(place.fifo, place.folder.resolve("weight"), place.script));
      for (String router : routers) {
        int number = Integer.parseInt(router.substring(3));
        text.append(
            """
            vrrp_instance %s {
              state BACKUP
              interface v0
              virtual_router_id %d
              priority %d
              virtual_ipaddress {
                192.0.2.10%d
              }
              notify %s
              notify_deleted %s
              %s
            }
            """
                .formatted(
                    router,
                    50 + number,
                    priority(router),
                    number,
                    place.script,
                    place.script,
                    router.equals(TRACKING) ? TRACK_FILE : ""));
      }
      Files.writeString(place.folder.resolve("keepalived.conf"), text);
    }

    @Override
    public void close() {
      if (process != null && process.isAlive()) {
        List<ProcessHandle> all = process.descendants().toList();
        process.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
      }
    }
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(String.join(" ", command) + ": " + output).isZero();
  }
}

package org.hactl.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.hactl.vrrp.interop.LabNetwork;
import org.jspecify.annotations.Nullable;

/** The real keepalived in a {@link NotifyPlace}, with its scripts and its FIFO. */
final class NotifyKeepalived implements AutoCloseable {
  private static final String TRACK_FILE =
      """
      track_file {
        W weight 1
      }
      """;

  private final NotifyPlace place;
  private @Nullable Process process;

  NotifyKeepalived(NotifyPlace place) {
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

  void reload(List<String> routers) throws IOException {
    configure(routers);
    LabNetwork.run("kill", "-HUP", Long.toString(running().pid()));
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
                  NotifyInteropTest.priority(router),
                  number,
                  place.script,
                  place.script,
                  router.equals(NotifyInteropTest.TRACKING) ? TRACK_FILE : ""));
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

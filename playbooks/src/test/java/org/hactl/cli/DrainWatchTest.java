package org.hactl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.hactl.api.HostStatus;
import org.hactl.api.HostStatus.RouterView;
import org.hactl.api.RealServerView;
import org.hactl.api.RealServerView.Health;
import org.hactl.api.ServiceView;
import org.hactl.cli.MaintenanceCommand.Roles;
import org.hactl.cli.report.ExitCode;
import org.hactl.cli.terminal.TerminalOutput;
import org.hactl.control.hold.DrainTarget;
import org.junit.jupiter.api.Test;

/** Each look takes no time; each pause is as long as it was asked for. */
class DrainWatchTest {
  private final StringWriter out = new StringWriter();
  private final Deque<Map<String, HostStatus>> looks = new ArrayDeque<>();
  private long nanos;

  @Test
  void looksUntilTheActiveConnectionsAreGone() {
    looks.add(site(0, 2, 1));
    looks.add(site(0, 2, 1));
    looks.add(site(0, 0, 3));
    assertThat(watch(false, Duration.ofMinutes(10), false)).isTrue();
    assertThat(out.toString())
        .isEqualTo(
            """
            web1: 2 active, 1 inactive connections
            web1: 0 active, 3 inactive connections after 2 s
            """);
  }

  @Test
  void onRequestUntilTheInactiveOnesAreGoneToo() {
    looks.add(site(0, 0, 3));
    looks.add(site(0, 0, 0));
    assertThat(watch(true, Duration.ofMinutes(10), false)).isTrue();
    assertThat(out.toString()).endsWith("web1: 0 active, 0 inactive connections after 1 s\n");
  }

  @Test
  void aDirectorThatDoesNotAnswerMayStillHaveConnections() {
    looks.add(Map.of());
    looks.add(site(0, 0, 0));
    assertThat(watch(false, Duration.ofMinutes(1), false)).isTrue();
    assertThat(out.toString())
        .startsWith("web1: an unknown number of connections (a director does not answer")
        .endsWith("web1: 0 active, 0 inactive connections after 1 s\n");
    looks.clear();
    looks.add(Map.of());
    assertThat(watch(false, Duration.ofMinutes(1), false)).isFalse();
  }

  @Test
  void endsWhenTheTimeIsUp() {
    looks.add(site(0, 2, 1));
    assertThat(watch(false, Duration.ofSeconds(3), false)).isFalse();
    assertThat(out.toString())
        .endsWith("web1: still 2 active, 1 inactive connections after 3 s; it stays drained\n");
  }

  @Test
  void onATerminalTheLineIsRewritten() {
    looks.add(site(0, 2, 1));
    looks.add(site(0, 0, 0));
    assertThat(watch(false, Duration.ofMinutes(1), true)).isTrue();
    assertThat(out.toString())
        .isEqualTo(
            "\r\u001b[Kweb1: 2 active, 1 inactive connections (0 ms)"
                + "\r\u001b[Kweb1: 0 active, 0 inactive connections after 1 s\n");
  }

  @Test
  void aHostInMaintenanceThatKeepsARoleIsNamedAfterAWhile() {
    HostStatus master =
        HostStatus.builder("lvs1")
            .routers(
                List.of(
                    RouterView.builder("VI_1", 51, 2, "eth0")
                        .state("MASTER", "startup", 0)
                        .build()))
            .build();
    Roles kept = MaintenanceCommand.roles(() -> master, () -> nanos, this::pause);
    assertThat(kept).isEqualTo(new Roles(List.of("VI_1"), true));
    assertThat(kept.exitCode()).isEqualTo(ExitCode.HOST_FAILED);
    assertThat(nanos).isEqualTo(Duration.ofSeconds(15).toNanos());
    Roles given =
        MaintenanceCommand.roles(
            () -> HostStatus.builder("lvs1").build(), () -> nanos, this::pause);
    assertThat(given.exitCode()).isEqualTo(ExitCode.DONE);
  }

  @Test
  void aSilentHostHasNotGivenItsRolesAway() {
    Roles silent = MaintenanceCommand.roles(() -> null, () -> nanos, this::pause);
    assertThat(silent).isEqualTo(new Roles(List.of(), false));
    assertThat(silent.exitCode()).isEqualTo(ExitCode.HOST_UNREACHABLE);
    assertThat(nanos).as("it may answer again").isEqualTo(Duration.ofSeconds(15).toNanos());
  }

  private boolean watch(boolean untilEmpty, Duration max, boolean terminal) {
    DrainTarget target = DrainTarget.find("web1", null, site(1, 2, 1)).orElseThrow();
    return new DrainWatch(
            target, untilEmpty, max, new PrintWriter(out), new TerminalOutput(terminal, false))
        .until(
            () -> looks.size() > 1 ? looks.remove() : Objects.requireNonNull(looks.peek()),
            () -> nanos,
            this::pause)
        .gone();
  }

  private void pause(Duration time) {
    nanos += time.toNanos();
  }

  private static Map<String, HostStatus> site(int weight, long active, long inactive) {
    RealServerView web1 =
        RealServerView.builder("web1", "192.0.2.18", 80)
            .weight(weight)
            .health(Health.HEALTHY, 0, "")
            .connections(active, inactive)
            .build();
    ServiceView web = new ServiceView("web", "192.0.2.254:80/tcp", "rr", "dr", List.of(web1));
    return Map.of("lvs1", HostStatus.builder("lvs1").services(List.of(web)).build());
  }
}

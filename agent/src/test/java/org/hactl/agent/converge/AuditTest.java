package org.hactl.agent.converge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hactl.agent.converge.TestHost.sysctl;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.hactl.agent.converge.TestHost.Running;
import org.hactl.api.AuditEntry;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.api.SiteVersion;
import org.hactl.host.HostState;
import org.junit.jupiter.api.Test;

/** What the audit log tells of each apply. */
class AuditTest extends TestAgent {
  private static final String NOT_IN_TIME = "it was not confirmed in time";

  @Test
  void aConfirmedApplyIsToldWithItsAuthorAndRevision() throws IOException {
    try (Running agent = start()) {
      giveAndConfirm(agent, ONE, version(1, "ann@desk"));
      assertThat(told(agent))
          .containsExactly(
              "1 BEGUN serial 1 by ann@desk",
              "1 CONVERGED serial 1 by ann@desk: create file[/etc/motd], create"
                  + " sysctl[net.ipv4.ip_forward], create vrrp[VI_1]",
              "1 CONFIRMED serial 1 by ann@desk");
      AuditEntry entry = agent.audit().newest(1).getFirst();
      assertThat(entry.revision()).isEqualTo("c0ffee");
      assertThat(entry.modified()).isTrue();
      assertThat(entry.atMillis()).isPositive();
    }
  }

  @Test
  void whatWasNotConfirmedIsToldWithTheReason() throws IOException {
    try (Running agent = start()) {
      giveAndConfirm(agent, ONE, version(1, "ann@desk"));
      give(agent, TWO, version(2, "ben@lap"));
      host.alarms.getLast().run();
      assertThat(told(agent)).endsWith("2 ROLLED_BACK serial 2 by ben@lap: " + NOT_IN_TIME);
    }
  }

  @Test
  void anApplyThatFailsIsToldWithTheFirstError() throws IOException {
    try (Running agent = start()) {
      host.module("sysctl")
          .refused
          .put(sysctl("net.ipv4.ip_forward", "1").id(), "no such parameter");
      give(agent, ONE, version(1, "ann@desk"));
      assertThat(told(agent))
          .containsExactly(
              "1 BEGUN serial 1 by ann@desk",
              "1 ROLLED_BACK serial 1 by ann@desk: it did not converge: no such parameter");
    }
  }

  @Test
  void aRestartBeforeTheConfirmationIsTold() throws IOException {
    try (Running agent = start()) {
      give(agent, ONE, version(1, "ann@desk"));
    }
    try (Running agent = start()) {
      await()
          .until(() ->
              told(agent)
                  .getLast()
                  .equals(
                      "1 ROLLED_BACK serial 1 by ann@desk:"
                          + " the agent restarted before it was confirmed"));
    }
  }

  @Test
  void theSameStateIsToldOnceForEachVersion() throws IOException {
    try (Running agent = start()) {
      giveAndConfirm(agent, ONE, version(1, "ann@desk"));
      give(agent, ONE, version(1, "ann@desk"));
      assertThat(told(agent)).hasSize(3);
      give(agent, ONE, version(2, "ben@lap"));
      give(agent, ONE, version(2, "ben@lap"));
      assertThat(told(agent)).hasSize(4).endsWith("1 SAME_STATE serial 2 by ben@lap");
    }
  }

  @Test
  void anApplyFromAnOlderControlNodeIsToldWithoutAnAuthor() throws IOException {
    try (Running agent = start()) {
      confirm(agent, ONE);
      assertThat(told(agent)).endsWith("1 CONFIRMED serial 0 by ");
    }
  }

  @Test
  void anAuditLogThatCannotBeWrittenStopsNoApply() throws IOException {
    Files.createDirectories(folder.resolve("audit.1/in-the-way"));
    Files.createDirectory(folder.resolve("audit"));
    try (Running agent = start()) {
      giveAndConfirm(agent, ONE, version(1, "ann@desk"));
      assertThat(folder.resolve("audit")).isDirectory();
    }
  }

  private static Reply.Applied give(Running agent, HostState state, SiteVersion version) {
    Request.Apply request = new Request.Apply(state, 60_000, version);
    return (Reply.Applied) agent.core().generations().apply(request, _ -> {});
  }

  private static void giveAndConfirm(Running agent, HostState state, SiteVersion version) {
    Reply.Applied applied = give(agent, state, version);
    assertThat(applied.errors()).isEmpty();
    assertThat(agent.core().generations().confirm(applied.generation())).isEmpty();
  }

  /** The entries, oldest first. */
  private static List<String> told(Running agent) throws IOException {
    return agent.audit().newest(100).reversed().stream()
        .map(each ->
            "%d %s serial %d by %s%s"
                .formatted(
                    each.generation(),
                    each.outcome(),
                    each.serial(),
                    each.author(),
                    each.detail().isEmpty() ? "" : ": " + each.detail()))
        .toList();
  }

  private static SiteVersion version(long serial, String author) {
    return new SiteVersion(
        "shop", serial, "c0ffee", true, author, 5, Map.of("lvs1", "a"), List.of());
  }
}

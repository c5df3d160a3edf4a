package org.hactl.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.hactl.api.AuditEntry;
import org.hactl.api.AuditEntry.Outcome;
import org.hactl.api.SiteVersion;
import org.hactl.control.AgentQueries.Answer;
import org.hactl.control.host.HostFailure;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HistoryTextTest {
  private static final SiteVersion BENS = version(10, "9b1c22ee01aa", false, "ben@lap");
  private static final SiteVersion ANNS = version(9, "3f2a91c04d1e", true, "ann@desk");

  /** The example of docs/operations.md. */
  @Test
  void aTableForEachHost() {
    List<AuditEntry> lvs1 =
        List.of(
            entry("10:52:31", 13, Outcome.ROLLED_BACK, "it was not confirmed in time", BENS),
            entry("10:51:31", 13, Outcome.CONVERGED, "", BENS),
            entry("10:51:30", 13, Outcome.BEGUN, "", BENS),
            entry("10:41:13", 12, Outcome.CONFIRMED, "", ANNS),
            entry("10:41:12", 12, Outcome.CONVERGED, "", ANNS),
            entry("10:41:11", 12, Outcome.BEGUN, "", ANNS));
    List<AuditEntry> web1 = List.of(entry("10:41:11", 4, Outcome.SAME_STATE, "", ANNS));
    assertThat(text(answer("lvs1", by(lvs1)), answer("web1", by(web1))))
        .isEqualTo(
            """
            lvs1
              WHEN                 SERIAL  GENERATION  WHO       REVISION       AGENT               OUTCOME      DETAIL
              2026-11-30 10:52:31  10      13          ben@lap   9b1c22ee01aa   0.1.0+77c0ffee0123  rolled back  it was not confirmed in time
              2026-11-30 10:51:31  10      13          ben@lap   9b1c22ee01aa   0.1.0+77c0ffee0123  converged
              2026-11-30 10:51:30  10      13          ben@lap   9b1c22ee01aa   0.1.0+77c0ffee0123  begun
              2026-11-30 10:41:13  9       12          ann@desk  3f2a91c04d1e+  0.1.0+77c0ffee0123  confirmed
              2026-11-30 10:41:12  9       12          ann@desk  3f2a91c04d1e+  0.1.0+77c0ffee0123  converged
              2026-11-30 10:41:11  9       12          ann@desk  3f2a91c04d1e+  0.1.0+77c0ffee0123  begun
            web1
              WHEN                 SERIAL  GENERATION  WHO       REVISION       AGENT               OUTCOME     DETAIL
              2026-11-30 10:41:11  9       4           ann@desk  3f2a91c04d1e+  0.1.0+77c0ffee0123  same state
            """);
  }

  private static List<AuditEntry> by(List<AuditEntry> entries) {
    return entries.stream().map(entry -> entry.by("0.1.0+77c0ffee0123")).toList();
  }

  @Test
  void anEntryOfARollbackSaysWhatWasGoneBackTo() {
    SiteVersion back =
        new SiteVersion(
            "shop",
            11,
            "3f2a91c04d1e",
            true,
            "ann@desk",
            0,
            Map.of(),
            List.of(),
            new SiteVersion.Rollback("serial 9 (3f2a91c04d1e+)", 10, "9b1c22ee01aa", "d"));
    List<AuditEntry> entries =
        List.of(
            entry("10:53:01", 14, Outcome.CONVERGED, "update ipvs[192.0.2.9:80/tcp]", back),
            entry("10:53:00", 14, Outcome.BEGUN, "", back));
    assertThat(text(answer("lvs1", entries)))
        .contains(
            "converged  rollback to serial 9 (3f2a91c04d1e+): update ipvs[192.0.2.9:80/tcp]\n")
        .contains("begun      rollback to serial 9 (3f2a91c04d1e+)\n");
  }

  @Test
  void whatIsNotKnownIsADash() {
    List<AuditEntry> old = List.of(entry("09:00:00", 11, Outcome.CONFIRMED, "", null));
    assertThat(text(answer("lvs1", old), answer("web2", List.of())))
        .isEqualTo(
            """
            lvs1
              WHEN                 SERIAL  GENERATION  WHO  REVISION  AGENT  OUTCOME    DETAIL
              2026-11-30 09:00:00  -       11          -    -         -      confirmed
            web2
              no apply recorded
            """);
  }

  @Test
  void hostsWithoutAnAnswerAreNamed() {
    HostFailure older = new HostFailure("the agent is older", "run apply");
    assertThat(
            text(new Answer<>("web1", null, null, false), new Answer<>("web2", null, older, false)))
        .isEqualTo(
            """
            web1
              no agent: hactl apply installs it
            FAILED web2: the agent is older
                next: run apply
            """);
  }

  @Test
  void anEntryIsOneLineWithoutControlCharacters() {
    String text =
        text(
            answer(
                "lvs1", List.of(entry("10:00:00", 1, Outcome.ROLLED_BACK, "a\n\u001b[2J", null))));
    assertThat(text).hasLineCount(3).contains("a \ufffd[2J");
  }

  @SafeVarargs
  private static String text(Answer<List<AuditEntry>>... answers) {
    return new HistoryText(ZoneOffset.UTC).of(List.of(answers));
  }

  private static Answer<List<AuditEntry>> answer(String host, List<AuditEntry> entries) {
    return new Answer<>(host, entries, null, false);
  }

  private static AuditEntry entry(
      String time, long generation, Outcome outcome, String detail, @Nullable SiteVersion version) {
    long at = Instant.parse("2026-11-30T" + time + "Z").toEpochMilli();
    return AuditEntry.of(at, generation, outcome, detail, version);
  }

  private static SiteVersion version(
      long serial, String revision, boolean modified, String author) {
    return new SiteVersion("shop", serial, revision, modified, author, 0, Map.of(), List.of());
  }
}

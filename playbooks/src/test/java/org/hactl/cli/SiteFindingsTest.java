package org.hactl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.hactl.api.HostStatus;
import org.hactl.cli.report.AnswersJson;
import org.hactl.cli.report.ExitCode;
import org.hactl.cli.report.FindingsJson;
import org.hactl.cli.report.JsonReport;
import org.hactl.cli.report.TextReport;
import org.hactl.cli.terminal.TerminalOutput;
import org.hactl.cli.text.FindingsText;
import org.hactl.control.AgentQueries.Answer;
import org.hactl.control.HostEvent;
import org.hactl.control.view.Finding;
import org.hactl.control.view.Finding.Kind;
import org.hactl.control.view.Finding.Severity;
import org.junit.jupiter.api.Test;

/** How the commands tell what is wrong with the site as a whole. */
class SiteFindingsTest {
  private static final Finding MASTERS =
      new Finding(
          Kind.TWO_MASTERS,
          Severity.ERROR,
          "two masters of VI_1: lvs1 and lvs2",
          "a firewall drops VRRP",
          "tcpdump");
  private static final Finding CLOCKS =
      new Finding(Kind.CLOCKS_APART, Severity.WARNING, "web1 is behind", "no chrony", "chrony");

  @Test
  void anErrorHasAnExitStatusOfItsOwnUnlessAHostFailed() {
    assertThat(ExitCode.of(ExitCode.DONE, List.of(CLOCKS, MASTERS))).isEqualTo(6);
    assertThat(ExitCode.of(ExitCode.CHANGES_PENDING, List.of(MASTERS))).isEqualTo(6);
    assertThat(ExitCode.of(ExitCode.HOST_UNREACHABLE, List.of(MASTERS))).isEqualTo(4);
    assertThat(ExitCode.of(ExitCode.ROLLED_BACK, List.of(MASTERS))).isEqualTo(3);
  }

  @Test
  void aWarningDoesNotChangeTheExitStatus() {
    assertThat(ExitCode.of(ExitCode.DONE, List.of(CLOCKS))).isZero();
    assertThat(ExitCode.of(ExitCode.CHANGES_PENDING, List.of(CLOCKS))).isEqualTo(5);
  }

  @Test
  void textHasSeverityCauseAndNextStep() {
    assertThat(new FindingsText(false).of(List.of(MASTERS)))
        .isEqualTo(
            """
            SITE ERROR: two masters of VI_1: lvs1 and lvs2
                likely cause: a firewall drops VRRP
                next: tcpdump
            """);
  }

  @Test
  void statusAsJsonHasThemAsAField() {
    StringWriter out = new StringWriter();
    Map<String, ?> first = Map.of("findings", FindingsJson.of(List.of(MASTERS)));
    List<Answer<HostStatus>> none = List.of();
    AnswersJson.print(new PrintWriter(out, true), "status", none, first, false);
    assertThat(out.toString())
        .isEqualToIgnoringNewLines(
            "{\"findings\":[{\"severity\":\"error\",\"kind\":\"two-masters\",\"text\":\"two masters"
                + " of VI_1: lvs1 and lvs2\",\"cause\":\"a firewall drops VRRP\",\"next\":"
                + "\"tcpdump\"}],\"hosts\":{}}");
  }

  @Test
  void theReportOfAnApplyHasThemInItsLinesAndItsDocument() {
    StringWriter out = new StringWriter();
    JsonReport report = new JsonReport(new PrintWriter(out, true), "apply", "shop", false, true);
    report.on(new HostEvent.SiteViewed(List.of(MASTERS)));
    report.end(List.of(), 6);
    assertThat(report.findings()).containsExactly(MASTERS);
    assertThat(out.toString().lines())
        .hasSize(2)
        .allMatch(line -> line.contains("\"findings\":[{\"severity\":\"error\""));
  }

  @Test
  void theTextOfAnApplyTellsThemBeforeItsRecap() {
    StringWriter out = new StringWriter();
    TerminalOutput plain = new TerminalOutput(false, false);
    TextReport report = new TextReport(new PrintWriter(out, true), plain, false, false);
    report.on(new HostEvent.SiteViewed(List.of(MASTERS)));
    report.end(List.of(), 6);
    assertThat(out.toString()).startsWith("SITE ERROR: two masters").contains("RECAP");
  }
}

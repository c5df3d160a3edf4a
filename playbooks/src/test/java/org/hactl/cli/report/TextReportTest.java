package org.hactl.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.hactl.api.ChangeView;
import org.hactl.cli.terminal.LiveLines;
import org.hactl.cli.terminal.TerminalOutput;
import org.hactl.cli.text.DiffText;
import org.hactl.control.HostEvent;
import org.hactl.control.HostResult;
import org.hactl.control.host.HostFailure;
import org.hactl.control.host.HostOutcome;
import org.hactl.module.Action;
import org.hactl.module.FieldChange;
import org.hactl.module.ResourceId;
import org.junit.jupiter.api.Test;

class TextReportTest {
  private static final ChangeView SYSCTL =
      change(
          Action.UPDATE,
          "sysctl",
          "net.ipv4.conf.all.arp_ignore",
          new FieldChange("value", "0", "1"));
  private static final ChangeView FILE =
      change(
          Action.CREATE,
          "file",
          "/var/www/html/index.html",
          new FieldChange("content", null, "web1\nsecond line\n"),
          new FieldChange("mode", null, "0644"));
  private static final ChangeView GONE = change(Action.DELETE, "address", "lo 192.168.0.253/32");

  private final StringWriter text = new StringWriter();

  @Test
  void anApplyAsItIsReadInALogFile() {
    Report report = report(false, false);
    report.on(new HostEvent.Working("web1", "connecting"));
    report.on(new HostEvent.Working("web1", "sending the agent, 1 of 36 MB"));
    report.on(new HostEvent.Working("web1", "sending the agent, 2 of 36 MB"));
    report.on(
        new HostEvent.Planned(
            "web1",
            List.of("the agent and its runtime were installed"),
            List.of(SYSCTL, FILE, GONE)));
    report.on(new HostEvent.Planned("web2", List.of(), List.of()));
    report.on(new HostEvent.ResourceChanged("web1", SYSCTL));
    report.end(
        List.of(
            new HostResult(
                "web1", HostOutcome.OK, 8, List.of(), List.of(SYSCTL, FILE, GONE), 1, null),
            new HostResult("web2", HostOutcome.OK, 8, List.of(), List.of(), 1, null),
            failed("lvs1", HostOutcome.FAILED, "interface eth9 does not exist", "mend that"),
            failed(
                "lvs2",
                HostOutcome.UNREACHABLE,
                "ssh root@lvs2:22: connection refused",
                "start sshd"),
            failed("lvs3", HostOutcome.ROLLED_BACK, "no IPVS", "modprobe ip_vs")),
        2);
    assertThat(text)
        .hasToString(
            """
            web1: connecting
            web1: sending the agent, 1 of 36 MB
            PLAN web1
              the agent and its runtime were installed
              ~ sysctl[net.ipv4.conf.all.arp_ignore]
                  value: 0 -> 1
              + file[/var/www/html/index.html]
                  content: web1 ... (2 lines; --diff shows all)
                  mode: 0644
              - address[lo 192.168.0.253/32]
            web1: ~ sysctl[net.ipv4.conf.all.arp_ignore]
            Nothing to change on web2.
            FAILED lvs1: interface eth9 does not exist
                next: mend that
            UNREACHABLE lvs2: ssh root@lvs2:22: connection refused
                next: start sshd
            ROLLED BACK lvs3: no IPVS
                next: modprobe ip_vs

            RECAP
            web1 : ok=8 changed=3 unreachable=0 failed=0  confirmed
            web2 : ok=8 changed=0 unreachable=0 failed=0  confirmed
            lvs1 : ok=0 changed=0 unreachable=0 failed=1  as it was
            lvs2 : ok=0 changed=0 unreachable=1 failed=0  as it was
            lvs3 : ok=0 changed=0 unreachable=0 failed=1  rolled back
            """);
  }

  @Test
  void aCheckShowsTextsToTheirEndWhenAskedTo() {
    Report report = report(true, true);
    report.on(new HostEvent.Planned("web1", List.of(), List.of(FILE)));
    report.end(
        List.of(new HostResult("web1", HostOutcome.OK, 8, List.of(), List.of(FILE), 0, null)), 0);
    assertThat(text)
        .hasToString(
            """
            WOULD CHANGE web1
              + file[/var/www/html/index.html]
                  content:
                    + web1
                    + second line
                  mode: 0644

            RECAP
            web1 : ok=8 changed=1 unreachable=0 failed=0
            Nothing was changed: this was a check.
            """);
  }

  @Test
  void defaultsAreShownOnlyWhenAskedFor() {
    ChangeView router =
        change(
            Action.CREATE,
            "vrrp",
            "VI_1",
            new FieldChange("preempt", null, "true", true),
            new FieldChange("priority", null, "100"),
            new FieldChange("strict", null, "false", true));
    assertThat(new DiffText(false, false).of(List.of(router)))
        .isEqualTo(
            """
              + vrrp[VI_1]
                  priority: 100
                  (2 more with their defaults; --diff shows all)
            """);
    assertThat(new DiffText(false, true).of(List.of(router)))
        .isEqualTo(
            """
              + vrrp[VI_1]
                  preempt: true
                  priority: 100
                  strict: false
            """);
  }

  @Test
  void aPlanSaysWhatItInterrupts() {
    Report report = report(true, false);
    ChangeView change =
        change(Action.UPDATE, "vrrp", "VI_1", new FieldChange("interface", "eth0", "eth1"));
    report.on(new HostEvent.Planned("lvs1", List.of(), List.of(change)));
    report.end(
        List.of(new HostResult("lvs1", HostOutcome.OK, 2, List.of(), List.of(change), 3, null)), 5);
    assertThat(text)
        .hasToString(
            """
            WOULD CHANGE lvs1
              ~ vrrp[VI_1]
                  traffic: directors with the old and with the new interface do not hear each other: they change at the same moment, and one that is left behind becomes master of VI_1 too
                  interface: eth0 -> eth1
            This apply interrupts:
              VI_1: directors with the old and with the new interface do not hear each other: they change at the same moment, and one that is left behind becomes master of VI_1 too

            RECAP
            lvs1 : ok=2 changed=1 unreachable=0 failed=0
            Nothing was changed: this was a check.
            """);
  }

  @Test
  void aSecondApplySaysThatNothingChanged() {
    Report report = report(false, false);
    report.on(new HostEvent.Planned("lvs1", List.of(), List.of()));
    report.end(
        List.of(new HostResult("lvs1", HostOutcome.OK, 2, List.of(), List.of(), 0, null)), 0);
    assertThat(text)
        .hasToString(
            """
            Nothing to change: every host matches the site.

            RECAP
            lvs1 : ok=2 changed=0 unreachable=0 failed=0
            """);
  }

  @Test
  void whatWasNotedAfterThePlanIsSaidAtTheEnd() {
    Report report = report(false, false);
    report.on(new HostEvent.Planned("lvs1", List.of("the agent was started"), List.of()));
    List<String> notes = List.of("the agent was started", "web3 was left out: it is not ready");
    report.end(List.of(new HostResult("lvs1", HostOutcome.OK, 2, notes, List.of(), 3, null)), 0);
    assertThat(text)
        .hasToString(
            """
            PLAN lvs1
              the agent was started
              no resource changes
            NOTE lvs1: web3 was left out: it is not ready

            RECAP
            lvs1 : ok=2 changed=0 unreachable=0 failed=0
            """);
  }

  @Test
  void aTerminalSeesOneLinePerHostRewrittenInPlace() {
    Report report =
        new TextReport(new PrintWriter(text), new TerminalOutput(true, false), false, false);
    report.on(new HostEvent.Working("lvs1", "connecting"));
    report.on(new HostEvent.Working("lvs2", "connecting"));
    report.on(new HostEvent.Working("lvs1", "planning"));
    assertThat(text)
        .hasToString(
            "\u001b[?7llvs1  connecting\n\u001b[?7h"
                + "\u001b[1A\r\u001b[J\u001b[?7llvs1  connecting\nlvs2  connecting\n\u001b[?7h"
                + "\u001b[2A\r\u001b[J\u001b[?7llvs1  planning\nlvs2  connecting\n\u001b[?7h");
  }

  @Test
  void ofManyHostsATerminalSeesThoseThatAreAtWorkFirst() {
    LiveLines live = new LiveLines(new PrintWriter(text));
    for (int i = 10; i < 30; i++) {
      live.set("web" + i, "applying");
    }
    assertThat(last().lines().toList())
        .hasSize(16)
        .startsWith("web10  applying")
        .endsWith("web24  applying", "... and 5 more");
    for (int i = 10; i < 27; i++) {
      live.end("web" + i, "nothing to do");
    }
    assertThat(text.toString()).doesNotContain("\u001b[17A");
    assertThat(last().lines().toList())
        .startsWith("web27  applying", "web28  applying", "web29  applying", "web10  nothing to do")
        .endsWith("web21  nothing to do", "... and 5 more");
  }

  /** What was drawn last. */
  @Test
  void theWavesSayWhichHostsAreDrainedAndWhichCannotBe() {
    report(true, false)
        .on(
            new HostEvent.RolloutPlanned(
                List.of(List.of("web1", "web2"), List.of("web3"), List.of("lvs1")),
                List.of("web2", "web3"),
                List.of("web3 cannot be drained: service mail would be left")));
    assertThat(text.toString())
        .isEqualTo(
            """
            WAVES
              1  web1, web2  web2 drained first
              2  web3  drained first
              3  lvs1
              web3 cannot be drained: service mail would be left
            """);
  }

  private String last() {
    String all = text.toString();
    return all.substring(all.lastIndexOf("\u001b[?7l") + 5, all.lastIndexOf("\u001b[?7h"));
  }

  @Test
  void whatAHostSaysCannotSteerTheTerminal() {
    Report report = report(false, false);
    report.end(List.of(failed("lvs1", HostOutcome.FAILED, "bad \u001b[2J thing", "mend it")), 2);
    assertThat(text.toString()).doesNotContain("\u001b");
  }

  @Test
  void jsonIsOneDocumentAndNothingElse() {
    Report report = new JsonReport(new PrintWriter(text), "apply", "shop", false, false);
    report.on(new HostEvent.Working("web1", "connecting"));
    report.end(
        List.of(
            new HostResult("web1", HostOutcome.OK, 8, List.of("n"), List.of(SYSCTL), 1, null),
            failed("lvs2", HostOutcome.UNREACHABLE, "refused", "start sshd")),
        4);
    assertThat(text)
        .hasToString(
            """
            {"command":"apply","site":"shop","check":false,"findings":[],\
            "costs":[],"interrupts":[],"holds":[],"hosts":{\
            "web1":{"ok":8,"changed":1,"unreachable":0,"failed":0,"rolled_back":false,\
            "standing":"confirmed","generation":1,\
            "notes":["n"],"changes":[{"id":{"kind":"sysctl","key":"net.ipv4.conf.all.arp_ignore"},\
            "action":"UPDATE","fields":[{"field":"value","from":"0","to":"1"}]}]},\
            "lvs2":{"ok":0,"changed":0,"unreachable":1,"failed":0,"rolled_back":false,\
            "standing":"as-it-was","generation":0,\
            "notes":[],"changes":[],"error":{"message":"refused","next":"start sshd"}}},\
            "changed":1,"exit":4}
            """);
  }

  private Report report(boolean check, boolean wholeDiff) {
    return new TextReport(
        new PrintWriter(text), new TerminalOutput(false, false), check, wholeDiff);
  }

  private static HostResult failed(String host, HostOutcome outcome, String message, String next) {
    return new HostResult(
        host, outcome, 0, List.of(), List.of(), 0, new HostFailure(message, next));
  }

  private static ChangeView change(Action action, String kind, String key, FieldChange... fields) {
    return new ChangeView(new ResourceId(kind, key), action, List.of(fields));
  }
}

package org.hactl.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneOffset;
import java.util.List;
import org.hactl.api.Event;
import org.hactl.cli.report.AnswersJson;
import org.hactl.cli.report.EventsJson;
import org.hactl.control.AgentQueries.Answer;
import org.hactl.control.host.HostFailure;
import org.junit.jupiter.api.Test;

class EventTextTest {
  private static final long NOW = 1_800_000_000_000L;

  private static final List<Answer<List<Event>>> ANSWERS =
      List.of(
          new Answer<>(
              "lvs1",
              List.of(
                  new Event.RouterChanged(
                      NOW, "VI_1", "MASTER", "FAULT", "interface-down", "eth0 has no carrier"),
                  new Event.PriorityChanged(NOW + 900, "VI_1", 100, 80)),
              null,
              false),
          new Answer<>(
              "director2",
              List.of(
                  new Event.RouterChanged(NOW + 3, "VI_1", "BACKUP", "MASTER", "priority-zero", ""),
                  new Event.HookEnded(
                      NOW + 5,
                      "INSTANCE",
                      "VI_1",
                      "MASTER",
                      "/etc/hactl/tell",
                      false,
                      "exit 1: no route to host",
                      120),
                  new Event.TwoMasters(
                      NOW + 1000, "VI_1", "192.0.2.3", 90, "password", "192.0.2.3 also says so"),
                  new Event.TwoMastersOver(NOW + 4000, "VI_1", "192.0.2.3", 3000),
                  new Event.Rested(NOW + 5000, "sysctl[a]", 30_000, "sysctl[a] was corrected"),
                  new Event.AgentStopped(NOW + 6000, "0.1.0")),
              null,
              false),
          new Answer<>(
              "web1", null, new HostFailure("ssh root@web1:22: no answer", "ping web1"), true));

  @Test
  void mergesHostsByTime() {
    assertThat(new EventText(ZoneOffset.UTC, false, 9).of(ANSWERS))
        .isEqualTo(
            """
            01-15 08:00:00.000  lvs1       VI_1: MASTER -> FAULT (interface-down: eth0 has no carrier)
            01-15 08:00:00.003  director2  VI_1: BACKUP -> MASTER (priority-zero)
            01-15 08:00:00.005  director2  HOOK FAILED of VI_1 for MASTER: /etc/hactl/tell (exit 1: no route to host, 120 ms)
            01-15 08:00:00.900  lvs1       VI_1: priority 100 -> 80
            01-15 08:00:01.000  director2  VI_1: TWO MASTERS: 192.0.2.3 also says so
            01-15 08:00:04.000  director2  VI_1: one master again; 192.0.2.3 was a second master for 3 s
            01-15 08:00:05.000  director2  left alone for a while: sysctl[a] was corrected
            01-15 08:00:06.000  director2  agent 0.1.0 stopped
            UNREACHABLE web1: ssh root@web1:22: no answer
                next: ping web1
            """);
  }

  @Test
  void keepsAHostFromSteeringTheTerminal() {
    Event event = new Event.MailFailed(NOW, "one\ntwo", "\u001b[2J");
    assertThat(new EventText(ZoneOffset.UTC, false, 4).line("lvs1", event))
        .isEqualTo("01-15 08:00:00.000  lvs1  mail not sent: one two: \ufffd[2J");
  }

  @Test
  void coloursAreOursAlone() {
    Event event = new Event.RouterChanged(NOW, "VI_1", "BACKUP", "FAULT", "\u001b[2J", "");
    assertThat(new EventText(ZoneOffset.UTC, true, 4).line("lvs1", event))
        .endsWith("VI_1: BACKUP -> \u001b[31mFAULT\u001b[0m (\ufffd[2J)");
  }

  @Test
  void aLineForAProgramHasTheHostInIt() {
    assertThat(new EventsJson().of(ANSWERS).lines().toList())
        .contains(
            "{\"host\":\"lvs1\",\"event\":\"priority\",\"atMillis\":1800000000900,"
                + "\"from\":100,\"router\":\"VI_1\",\"to\":80}")
        .last()
        .isEqualTo(
            "{\"host\":\"web1\",\"unreachable\":true,\"error\":{\"message\":"
                + "\"ssh root@web1:22: no answer\",\"next\":\"ping web1\"}}");
  }

  @Test
  void theOneDocumentNamesEveryEvent() {
    StringWriter text = new StringWriter();
    AnswersJson.print(
        new PrintWriter(text), "events", new EventsJson().named(ANSWERS.reversed()), false);
    assertThat(text.toString())
        .startsWith("{\"hosts\":{\"web1\":{\"events\":null,\"unreachable\":true,\"error\":{")
        .contains("\"lvs1\":{\"events\":[{\"event\":\"transition\",\"atMillis\":1800000000000,")
        .contains("{\"event\":\"priority\",\"atMillis\":1800000000900,");
  }

  @Test
  void whatIsFollowedIsHeldBackForAMomentSoThatItCanBeOrdered() {
    EventMerge merge = new EventMerge(List.of("lvs1", "lvs2"), 0);
    merge.add("lvs1", new Event.PriorityChanged(20, "VI_1", 1, 2), 0);
    merge.upToDate("lvs1");
    assertThat(merge.due(1_000)).as("lvs2 has not told its past").isEmpty();
    merge.upToDate("lvs2");
    assertThat(merge.due(1_000)).hasSize(1);
    merge.add("lvs1", new Event.PriorityChanged(40, "VI_1", 2, 3), 1_010);
    merge.add("lvs2", new Event.PriorityChanged(30, "VI_1", 2, 3), 1_100);
    assertThat(merge.due(1_200)).isEmpty();
    assertThat(merge.due(1_400)).extracting(EventMerge.Of::host).containsExactly("lvs2", "lvs1");
  }
}

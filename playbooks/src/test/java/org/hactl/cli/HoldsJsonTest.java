package org.hactl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.hactl.cli.report.JsonReport;
import org.hactl.cli.text.HoldsJson;
import org.hactl.control.HostEvent;
import org.hactl.host.Hold;
import org.hactl.host.Hold.Drain;
import org.hactl.host.Hold.State;
import org.hactl.host.Hold.Word;
import org.junit.jupiter.api.Test;

class HoldsJsonTest {
  private static final Hold WEB1 =
      new Drain("web1", null, new Word(State.HELD, "ann@desk", "new kernel", 5, 7));
  private static final String JSON =
      "{\"hold\":\"drain\",\"realServer\":\"web1\",\"service\":null,\"word\":{\"state\":\"HELD\","
          + "\"who\":\"ann@desk\",\"why\":\"new kernel\",\"atMillis\":5,\"version\":7}}";

  @Test
  void aHoldSaysItsKind() {
    assertThat(HoldsJson.of(List.of(WEB1)).toString()).isEqualTo("[" + JSON + "]");
  }

  @Test
  void thePlansDocumentHasWhatIsHeldAndItsLinesTheRemarks() {
    HostEvent met = new HostEvent.HoldsMet(List.of(WEB1), List.of("not yet on lvs2: drain web1"));
    assertThat(report(met, false)).contains("\"holds\":[" + JSON + "]");
    assertThat(report(met, true))
        .startsWith(
            "{\"event\":\"holds\",\"holds\":["
                + JSON
                + "],\"remarks\":[\"not yet on lvs2: drain web1\"]}\n");
  }

  private static String report(HostEvent event, boolean lines) {
    StringWriter out = new StringWriter();
    JsonReport report = new JsonReport(new PrintWriter(out), "plan", "shop", true, lines);
    report.on(event);
    report.end(List.of(), 0);
    return out.toString();
  }
}

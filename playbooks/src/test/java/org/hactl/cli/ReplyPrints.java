package org.hactl.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hactl.api.AuditEntry;
import org.hactl.api.ChangeView;
import org.hactl.api.DriftEntry;
import org.hactl.api.EndpointView;
import org.hactl.api.Event;
import org.hactl.api.GenerationView;
import org.hactl.api.HostStatus;
import org.hactl.api.Protocol;
import org.hactl.api.ProtocolException;
import org.hactl.api.Reply;
import org.hactl.cli.report.AnswersJson;
import org.hactl.cli.report.EventsJson;
import org.hactl.cli.report.ExplanationJson;
import org.hactl.cli.report.FindingsJson;
import org.hactl.cli.report.Report;
import org.hactl.cli.report.TextReport;
import org.hactl.cli.terminal.TerminalOutput;
import org.hactl.cli.text.DriftText;
import org.hactl.cli.text.EventText;
import org.hactl.cli.text.ExplanationText;
import org.hactl.cli.text.FindingsText;
import org.hactl.cli.text.HistoryText;
import org.hactl.cli.text.HoldText;
import org.hactl.cli.text.StatusText;
import org.hactl.control.AgentQueries.Answer;
import org.hactl.control.HostEvent;
import org.hactl.control.HostResult;
import org.hactl.control.Statuses;
import org.hactl.control.explain.Evidence;
import org.hactl.control.explain.Explanation;
import org.hactl.control.host.HostFailure;
import org.hactl.control.host.HostOutcome;
import org.hactl.control.view.Asked;
import org.hactl.control.view.Finding;
import org.hactl.control.view.HostAnswer;
import org.hactl.control.view.SiteView;
import org.hactl.host.Hold;
import org.hactl.host.HostJson;
import org.hactl.host.Kinds;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.host.VirtualServiceSpec.RealServerSpec;
import org.hactl.module.Action;
import org.hactl.module.ResourceId;

/**
 * All that is printed when the host {@code bad} gives a reply, beside the sound host {@code good}.
 */
final class ReplyPrints {
  private static final Protocol PROTOCOL = new Protocol(HostJson.mapper(Kinds.namedTypes()));
  private static final long NOW = 1_700_000_000_000L;
  private static final HostStatus GOOD = Statuses.ofRouters("good", List.of());

  private static final DriftEntry DRIFT =
      new DriftEntry(
          new ChangeView(new ResourceId("sysctl", "a"), Action.UPDATE, List.of()),
          DriftEntry.FoundBy.POLL,
          NOW,
          true,
          5,
          false,
          "");
  private static final AuditEntry ENTRY =
      AuditEntry.of(NOW, 1, AuditEntry.Outcome.CONFIRMED, "", null);
  private static final Hold HOLD =
      new Hold.Drain("good", null, new Hold.Word(Hold.State.HELD, "ann@desk", "", NOW, 1));
  private static final Event EVENT = new Event.Drifted(NOW, DRIFT);

  private ReplyPrints() {}

  /** The texts; none if the reply is refused when it is read. */
  static List<String> of(String json) {
    try {
      return of(PROTOCOL.readReply(json));
    } catch (ProtocolException e) {
      return List.of();
    }
  }

  private static List<String> of(Reply reply) {
    return switch (reply) {
      case Reply.Status(HostStatus status) -> status(status);
      case Reply.Drift drift -> {
        var answers = List.of(answer("bad", drift.entries()), answer("good", List.of(DRIFT)));
        yield List.of(new DriftText(ZoneOffset.UTC).of(answers), json("drift", answers));
      }
      case Reply.History history -> {
        var answers = List.of(answer("bad", history.entries()), answer("good", List.of(ENTRY)));
        yield List.of(new HistoryText(ZoneOffset.UTC).of(answers), json("history", answers));
      }
      case Reply.Happened(Event event) -> {
        var answers = List.of(answer("bad", List.of(event)), answer("good", List.of(EVENT)));
        EventsJson events = new EventsJson();
        yield List.of(
            new EventText(ZoneOffset.UTC, false, 4).of(answers),
            events.of(answers),
            json("events", events.named(answers)));
      }
      case Reply.Plan plan -> changes(plan.changes(), plan.problems());
      case Reply.Applied applied -> changes(applied.changes(), applied.errors());
      case Reply.Progress progress ->
          progress.change() == null
              ? changes(List.of(), List.of(progress.text()))
              : changes(List.of(progress.change()), List.of(progress.text()));
      case Reply.Failed failed -> changes(List.of(), List.of(failed.message()));
      case Reply.Probe probe -> changes(List.of(), List.of(probe.detail()));
      case Reply.Hello hello -> changes(List.of(), List.of(hello.agentVersion()));
      case Reply.KeyOfSite key -> changes(List.of(), List.of(key.toString()));
      case Reply.Compared compared -> changes(compared.changes(), List.of());
      case Reply.Generations generations ->
          changes(
              List.of(), generations.generations().stream().map(GenerationView::digest).toList());
      case Reply.Holds(List<Hold> holds) -> {
        var answers = List.of(answer("bad", holds), answer("good", List.of(HOLD)));
        List<Hold> all = Stream.concat(holds.stream(), Stream.of(HOLD)).toList();
        yield List.of(HoldText.met(all, List.of(), NOW), json("holds", answers));
      }
      case Reply.TakesPassed taken -> changes(List.of(), List.copyOf(taken.ways().values()));
      case Reply.PassesOn passes -> changes(List.of(), passes.left());
      case Reply.Endpoint(EndpointView view) -> explanation(view);
      case Reply.Pulse _, Reply.Done _ -> List.of();
    };
  }

  private static List<String> explanation(EndpointView view) {
    VirtualServiceSpec service =
        VirtualServiceSpec.builder("web", "192.0.2.254", 80)
            .virtualRouter("VI_1")
            .realServers(
                List.of(
                    new RealServerSpec("bad", "192.0.2.11", 80, 1),
                    new RealServerSpec("good", "192.0.2.12", 80, 1)))
            .build();
    Explanation explanation =
        Explanation.of(
            new Evidence(
                service,
                List.of("good"),
                Map.of("good", GOOD),
                Map.of("good", view, "bad", view),
                Map.of()));
    StringWriter out = new StringWriter();
    ExplanationJson.print(new PrintWriter(out), service, explanation, false);
    return List.of(new ExplanationText(false).of(service, explanation, List.of()), out.toString());
  }

  private static List<String> status(HostStatus status) {
    List<Answer<HostStatus>> answers = List.of(answer("bad", status), answer("good", GOOD));
    List<HostAnswer> compared =
        List.of(HostAnswer.of("bad", status, NOW), HostAnswer.of("good", GOOD, NOW));
    List<Finding> findings = SiteView.of(compared, Asked.withoutSite(true)).findings();
    StringWriter out = new StringWriter();
    AnswersJson.print(
        new PrintWriter(out),
        "status",
        answers,
        Map.of("findings", FindingsJson.of(findings)),
        false);
    return List.of(
        new FindingsText(false).of(findings)
            + new StatusText(false, NOW, ZoneOffset.UTC).of(answers),
        out.toString());
  }

  private static List<String> changes(List<ChangeView> changes, List<String> errors) {
    List<String> texts = new ArrayList<>();
    for (boolean whole : new boolean[] {false, true}) {
      StringWriter out = new StringWriter();
      Report report =
          new TextReport(new PrintWriter(out), new TerminalOutput(false, false), false, whole);
      errors.forEach(error -> report.on(new HostEvent.Working("bad", error)));
      report.on(new HostEvent.Planned("bad", errors, changes));
      changes.forEach(change -> report.on(new HostEvent.ResourceChanged("bad", change)));
      HostFailure failure = new HostFailure(String.join("; ", errors), "look at the host");
      report.end(
          List.of(
              new HostResult("bad", HostOutcome.FAILED, 0, errors, changes, 0, failure),
              new HostResult("good", HostOutcome.OK, 1, List.of(), List.of(), 1, null)),
          2);
      texts.add(out.toString());
    }
    return texts;
  }

  private static <T> Answer<T> answer(String host, T value) {
    return new Answer<>(host, value, null, false, NOW);
  }

  private static <T> String json(String key, List<Answer<T>> answers) {
    StringWriter out = new StringWriter();
    AnswersJson.print(new PrintWriter(out), key, answers, false);
    return out.toString();
  }
}

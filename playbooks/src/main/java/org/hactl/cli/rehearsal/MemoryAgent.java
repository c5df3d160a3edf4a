package org.hactl.cli.rehearsal;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hactl.api.AuditEntry;
import org.hactl.api.ChangeView;
import org.hactl.api.DriftEntry;
import org.hactl.api.EndpointView;
import org.hactl.api.Event;
import org.hactl.api.GenerationView;
import org.hactl.api.HostStatus;
import org.hactl.api.Protocol;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.api.SiteVersion;
import org.hactl.module.Action;
import org.hactl.module.FieldChange;
import org.hactl.module.ResourceId;
import org.jspecify.annotations.Nullable;

/** Answers as an agent that has nothing to do after its first apply. */
final class MemoryAgent {
  private static final long GENERATION = 1;
  private static final String VERSION = "0";
  private static final String DIGEST = "d";
  private static final ChangeView UPDATE =
      new ChangeView(
          new ResourceId("sysctl", "net.core.somaxconn"),
          Action.UPDATE,
          List.of(new FieldChange("value", "128", "4096")));
  private static final ChangeView CREATION =
      new ChangeView(
          new ResourceId("address", "lo 192.0.2.254/32"),
          Action.CREATE,
          List.of(new FieldChange("scope", null, "host", true)));

  private final String name;
  private final boolean director;
  private final String imageDigest;
  private final InstantSource clock;
  private boolean applied;
  private @Nullable SiteVersion version;

  MemoryAgent(String name, boolean director, String imageDigest, InstantSource clock) {
    this.name = name;
    this.director = director;
    this.imageDigest = imageDigest;
    this.clock = clock;
  }

  List<Reply> answer(Request request) {
    return switch (request) {
      case Request.Hello _, Request.Confirm _ -> List.of(hello());
      case Request.KeyOfSite _ -> List.of(new Reply.KeyOfSite("0123456789abcdef", 1, null));
      case Request.HoldKey _, Request.Lock _, Request.Unlock _, Request.Extend _ ->
          List.of(new Reply.Done());
      case Request.Plan _ ->
          List.of(new Reply.Plan(changes(), List.of(), applied, version, List.of()));
      case Request.Apply apply -> {
        version = apply.version();
        yield apply();
      }
      case Request.Rollback _ ->
          List.of(new Reply.Applied(0, false, 0, List.of(), List.of(), true));
      case Request.Status _ -> List.of(new Reply.Status(status()));
      case Request.Drift _ -> List.of(new Reply.Drift(List.of(drift())));
      case Request.Events _ -> events();
      case Request.History _ -> List.of(new Reply.History(List.of(entry())));
      case Request.Holds said -> List.of(new Reply.Holds(said.holds()));
      case Request.Generations _ -> List.of(new Reply.Generations(List.of(kept())));
      case Request.Compare _ -> List.of(new Reply.Compared(List.of(UPDATE)));
      case Request.PlanReturn _ ->
          List.of(new Reply.Plan(List.of(UPDATE), List.of(), false, version, List.of()));
      case Request.Return _ ->
          List.of(new Reply.Applied(GENERATION, true, 1, List.of(UPDATE), List.of(), false));
      case Request.HandOver _ -> List.of(new Reply.Done());
      case Request.TakePassed _ -> List.of(new Reply.TakesPassed(Map.of()));
      case Request.PassOn _ -> List.of(new Reply.PassesOn(1, 0, List.of()));
      case Request.Probe _, Request.Reach _ -> List.of(new Reply.Probe(true, "200", 1));
      case Request.Endpoint _ ->
          List.of(
              new Reply.Endpoint(
                  new EndpointView(List.of(), Map.of(), false, List.of(), List.of(), null)));
    };
  }

  private Reply.Hello hello() {
    return new Reply.Hello(
        Protocol.VERSION, VERSION, imageDigest, applied ? GENERATION : 0, DIGEST, 0);
  }

  private List<ChangeView> changes() {
    return applied ? List.of() : List.of(UPDATE, CREATION);
  }

  private List<Reply> apply() {
    List<Reply> replies = new ArrayList<>();
    for (ChangeView change : changes()) {
      replies.add(new Reply.Progress("applying", change, false));
      replies.add(new Reply.Progress("applied", change, true));
    }
    replies.add(new Reply.Applied(GENERATION, true, changes().size(), changes(), List.of(), false));
    applied = true;
    return replies;
  }

  private HostStatus status() {
    return SampleStatus.of(name, director, clock.millis())
        .agent(VERSION, imageDigest)
        .generation(GENERATION, DIGEST, true, clock.millis())
        .build();
  }

  private DriftEntry drift() {
    return new DriftEntry(UPDATE, DriftEntry.FoundBy.SCHEDULE, clock.millis(), true, 10, false, "");
  }

  private GenerationView kept() {
    return new GenerationView(GENERATION, DIGEST, clock.millis(), director ? 1 : 0, 0, 1, version);
  }

  private AuditEntry entry() {
    return AuditEntry.of(clock.millis(), GENERATION, AuditEntry.Outcome.CONFIRMED, "", version);
  }

  private List<Reply> events() {
    long now = clock.millis();
    List<Event> events =
        List.of(
            new Event.AgentStarted(now, VERSION, true),
            new Event.GenerationChanged(
                now, GENERATION, DIGEST, Event.GenerationChanged.Step.CONFIRMED, ""),
            new Event.RouterChanged(now, "VI_1", "BACKUP", "MASTER", "advert-timeout", ""),
            new Event.HealthChanged(now, "web", "web1", "UNKNOWN", "HEALTHY", "200"),
            new Event.Drifted(now, drift()));
    List<Reply> replies = new ArrayList<>();
    events.forEach(event -> replies.add(new Reply.Happened(event)));
    replies.add(new Reply.Pulse(0));
    return replies;
  }
}

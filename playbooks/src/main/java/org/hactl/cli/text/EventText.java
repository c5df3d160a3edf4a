package org.hactl.cli.text;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.hactl.api.DriftEntry;
import org.hactl.api.Event;
import org.hactl.control.AgentQueries.Answer;
import org.hactl.control.view.TimeSpans;

/**
 * One line for an event.
 *
 * @param hostWidth the length of the longest host name
 */
public record EventText(ZoneId zone, boolean colours, int hostWidth) {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("MM-dd HH:mm:ss.SSS");

  /**
   * The output of {@code hactl events}: the events of all hosts, and the hosts that did not answer.
   */
  public String of(List<Answer<List<Event>>> answers) {
    StringBuilder text = new StringBuilder();
    List<EventMerge.Of> events = EventMerge.of(answers);
    for (EventMerge.Of of : events) {
      text.append(line(of.host(), of.event())).append('\n');
    }
    if (events.isEmpty()) {
      text.append("No events recorded.\n");
    }
    return text.append(UnansweredText.text(answers)).toString();
  }

  /** The line without its line end. */
  public String line(String host, Event event) {
    return "%s  %s  %s"
        .formatted(
            Colour.DIM.paint(
                TIME.format(Instant.ofEpochMilli(event.atMillis()).atZone(zone)), colours),
            Colour.BOLD.paint(host, colours) + " ".repeat(Math.max(0, hostWidth - host.length())),
            what(event));
  }

  /** A remark about a host, for instance that it cannot be reached. */
  public String remark(String host, String text) {
    return "%s  %s  %s"
        .formatted(
            " ".repeat("MM-dd HH:mm:ss.SSS".length()),
            Colour.BOLD.paint(host, colours) + " ".repeat(Math.max(0, hostWidth - host.length())),
            Colour.YELLOW.paint(Printable.text(text), colours));
  }

  private String what(Event event) {
    return switch (event) {
      case Event.RouterChanged e ->
          say(
              "%s: %s -> %s (%s%s)",
              e.router(),
              e.from(),
              state(e.to()),
              e.reason(),
              e.detail().isEmpty() ? "" : ": " + e.detail());
      case Event.GroupChanged e ->
          say("group %s: %s -> %s (%s)", e.group(), e.from(), state(e.to()), e.reason());
      case Event.PriorityChanged e -> say("%s: priority %d -> %d", e.router(), e.from(), e.to());
      case Event.LowerPriorityHeard e ->
          say(
              "%s: %s advertises as master with the lower priority %d; this director has answered"
                  + " at once",
              e.router(), e.peer(), e.peerPriority());
      case Event.TwoMasters e -> say("%s: %s: %s", e.router(), bad("TWO MASTERS"), e.text());
      case Event.TwoMastersOver e ->
          say(
              "%s: %s; %s was a second master for %s",
              e.router(),
              painted(Colour.GREEN, "one master again"),
              e.peer(),
              TimeSpans.span(e.lastedMillis()));
      case Event.OlderSite e ->
          say(
              "%s: holds serial %d, %s holds %d%s",
              bad("OLDER SITE"),
              e.serial(),
              e.peer(),
              e.newest(),
              e.routers().isEmpty()
                  ? ""
                  : "; does not preempt with " + String.join(", ", e.routers()));
      case Event.OlderSiteOver e ->
          say("%s (serial %d)", painted(Colour.GREEN, "holds the newest site again"), e.serial());
      case Event.BfdChanged e ->
          say(
              "bfd %s: %s -> %s (%s)",
              e.session(), e.from(), e.to().equals("down") ? bad(e.to()) : e.to(), e.reason());
      case Event.Stalled e ->
          say("%s", bad("did not run for " + TimeSpans.span(e.stoodStillMillis())));
      case Event.HookEnded e ->
          say(
              "%s of %s for %s: %s (%s, %s)",
              e.ok() ? "hook" : bad("HOOK FAILED"),
              e.name(),
              e.state(),
              e.command(),
              e.outcome(),
              TimeSpans.span(e.tookMillis()));
      case Event.HooksSkipped e ->
          say(
              "%s of %s: not run for %s",
              bad("hooks are too slow"), e.name(), String.join(", ", e.states()));
      case Event.HandOverAsked e -> say("%s: %s hands it over", e.router(), e.who());
      case Event.HealthChanged e ->
          say(
              "%s: %s %s -> %s: %s",
              e.service(), e.realServer(), e.from(), health(e.to()), e.detail());
      case Event.QuorumChanged e ->
          say(
              "%s: quorum %s: %d of %d are in service, the quorum is %s",
              e.service(),
              e.reached() ? painted(Colour.GREEN, "reached") : bad("LOST"),
              e.live(),
              e.all(),
              e.quorum());
      case Event.SyncSilent e ->
          say(
              "%s on %s: %d connections came in a minute, and no message left",
              bad("CONNECTION SYNC SENDS NOTHING"), e.interfaceName(), e.connections());
      case Event.SyncSpeaks e -> say("connection sync on %s: sends again", e.interfaceName());
      case Event.Drifted e -> drift(e.drift());
      case Event.GenerationChanged e ->
          say(
              "generation %d %s%s",
              e.generation(),
              e.step().name().toLowerCase(Locale.ROOT).replace('_', ' '),
              e.detail().isEmpty() ? "" : ": " + e.detail());
      case Event.StateUnreadable e ->
          say("%s: %s %s", bad("the agent cannot read its state"), e.file(), e.reason());
      case Event.HoldChanged e -> say("%s", HoldText.said(e.hold()));
      case Event.MailFailed e -> say("%s: %s: %s", bad("mail not sent"), e.subject(), e.error());
      case Event.Rested e -> say("%s: %s", bad("left alone for a while"), e.text());
      case Event.AgentStopped e -> say("agent %s stopped", e.version());
      case Event.AgentStarted e ->
          say("agent %s started%s", e.version(), e.afterBoot() ? ", after a boot" : "");
    };
  }

  private String drift(DriftEntry entry) {
    Object outcome =
        entry.corrected()
            ? "repaired after " + TimeSpans.span(entry.stoodMillis())
            : entry.error().isEmpty() ? "reported" : bad("not repaired: " + entry.error());
    return say(
        "drift: %s %s, %s", entry.change().id().toString(), DriftText.values(entry), outcome);
  }

  private Object state(String state) {
    return switch (state) {
      case "MASTER" -> painted(Colour.GREEN, state);
      case "FAULT" -> bad(state);
      default -> state;
    };
  }

  private Object health(String health) {
    return health.equals("unhealthy") ? bad(health) : health;
  }

  private Painted bad(String text) {
    return painted(Colour.RED, text);
  }

  private Painted painted(Colour colour, String text) {
    return new Painted(colour.paint(oneLine(text), colours));
  }

  /** Text that hactl alone has made, not a host. */
  private record Painted(String text) {
    @Override
    public String toString() {
      return text;
    }
  }

  /** Text from a host: made one line, without control characters. */
  private static String say(String format, Object... values) {
    Object[] safe =
        Arrays.stream(values)
            .map(value -> value instanceof String text ? oneLine(text) : value)
            .toArray();
    return format.formatted(safe);
  }

  private static String oneLine(String text) {
    return Printable.text(text).replace('\n', ' ');
  }
}

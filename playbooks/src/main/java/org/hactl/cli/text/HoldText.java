package org.hactl.cli.text;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hactl.api.HostStatus;
import org.hactl.control.AgentQueries.Answer;
import org.hactl.control.ControlException;
import org.hactl.control.hold.DrainTarget;
import org.hactl.control.hold.SiteHolds;
import org.hactl.control.view.TimeSpans;
import org.hactl.host.Hold;
import org.hactl.host.Hold.ApplyDrain;
import org.hactl.host.Hold.Drain;
import org.hactl.host.Hold.Maintenance;
import org.jspecify.annotations.Nullable;

/** Holds in words. */
public final class HoldText {
  private HoldText() {}

  /** What an operator did: {@code ann@desk drained web1 in service web: kernel upgrade}. */
  static String said(Hold hold) {
    Hold.Word word = hold.word();
    if (hold instanceof ApplyDrain drain && !hold.inForce()) {
      return "the drain of %s for an apply by %s ended%s"
          .formatted(drain.realServer(), word.who(), because(word));
    }
    String what =
        switch (hold) {
          case ApplyDrain drain -> "drained %s for an apply".formatted(drain.realServer());
          case Drain drain ->
              "%s %s%s"
                  .formatted(
                      hold.inForce() ? "drained" : "ended the drain of",
                      drain.realServer(),
                      in(drain));
          case Maintenance maintenance ->
              (hold.inForce() ? "put %s into maintenance" : "ended the maintenance of %s")
                  .formatted(maintenance.host());
        };
    return word.who() + " " + what + because(word);
  }

  /** What is done now, on these hosts. */
  public static String done(Hold hold, List<String> hosts) {
    if (hosts.isEmpty()) {
      return "no host has taken it over: " + hold.subject();
    }
    String where = String.join(", ", hosts);
    return Printable.text(
        switch (hold) {
          case ApplyDrain drain ->
              "%s is %s for an apply on %s"
                  .formatted(
                      drain.realServer(), hold.inForce() ? "drained" : "no longer drained", where);
          case Drain drain ->
              "%s is %s%s on %s"
                  .formatted(
                      drain.realServer(),
                      hold.inForce() ? "drained" : "no longer drained",
                      in(drain),
                      where);
          case Maintenance maintenance ->
              "%s is %s in maintenance; %s know%s it"
                  .formatted(
                      maintenance.host(),
                      hold.inForce() ? "now" : "no longer",
                      where,
                      hosts.size() == 1 ? "s" : "");
        });
  }

  /** Who is master of a router: {@code VI_1: master lvs2}. */
  public static String master(String router, Map<String, HostStatus> statuses) {
    List<String> masters =
        statuses.entrySet().stream()
            .filter(each ->
                each.getValue().routers().stream()
                    .anyMatch(view -> view.name().equals(router) && view.leads()))
            .map(Map.Entry::getKey)
            .toList();
    return Printable.text(
        router + ": " + (masters.isEmpty() ? "no master" : "master " + String.join(", ", masters)));
  }

  /** The hosts that did not take a hold over, and why. */
  public static String untold(List<Answer<List<Hold>>> told) {
    return UnansweredText.text(told);
  }

  /** A host that did not answer and may be a director. */
  public static String later(String host) {
    return "hactl: %s did not answer: if it is a director, the next hactl apply hands the hold on to it"
        .formatted(host);
  }

  /** No director has the real server. */
  public static ControlException unknown(
      String said, @Nullable String service, Map<String, HostStatus> statuses) {
    return new ControlException(
        "no director has a real server %s%s"
            .formatted(said, service == null ? "" : " in a service " + service),
        "name one of: %s; nothing was changed"
            .formatted(String.join(", ", DrainTarget.known(statuses))));
  }

  /** Who holds and since when: {@code by ann@desk for 3 min: kernel upgrade}. */
  static String by(Hold hold, long nowMillis) {
    Hold.Word word = hold.word();
    return Printable.text(
        "by %s for %s%s"
            .formatted(word.who(), TimeSpans.span(nowMillis - word.atMillis()), because(word)));
  }

  /** {@code drained by ann@desk for 3 min: kernel upgrade}. */
  static String state(Hold hold, long nowMillis) {
    return switch (hold) {
          case Drain _ -> "drained ";
          case ApplyDrain _ -> "drained for an apply ";
          case Maintenance _ -> "in maintenance ";
        }
        + by(hold, nowMillis);
  }

  /** What a plan or an apply meets: a line for each hold and each remark. */
  public static String met(List<Hold> held, List<String> remarks, long nowMillis) {
    StringBuilder text = new StringBuilder();
    held.forEach(hold ->
        text.append("HELD %s %s%n".formatted(Printable.text(hold.subject()), by(hold, nowMillis))));
    remarks.forEach(remark -> text.append("HELD %s%n".formatted(Printable.text(remark))));
    return text.toString();
  }

  /** The output of {@code hactl holds}. */
  public static String of(SiteHolds holds, List<Answer<HostStatus>> answers, long nowMillis) {
    StringBuilder text = new StringBuilder();
    Table table = new Table();
    table.row("HOLD", "WHO", "SINCE", "WHY", "ON");
    List<Hold> held = holds.newest().held();
    for (Hold hold : held) {
      table.row(
          Printable.text(hold.subject()),
          Printable.text(hold.word().who()),
          TimeSpans.span(nowMillis - hold.word().atMillis()),
          Printable.text(why(hold)),
          holds.byHost().entrySet().stream()
              .filter(each -> each.getValue().find(hold.subject()).filter(hold::equals).isPresent())
              .map(Map.Entry::getKey)
              .collect(Collectors.joining(", ")));
    }
    text.append(held.isEmpty() ? "Nothing is held.\n" : table.text(""));
    return text.append(UnansweredText.text(answers)).toString();
  }

  private static String why(Hold hold) {
    return hold instanceof ApplyDrain drain
        ? "%s; ends %s after that apply is gone"
            .formatted(hold.word().why(), TimeSpans.span(drain.lastsMillis()))
        : hold.word().why();
  }

  private static String in(Drain drain) {
    return drain.service() == null ? "" : " in service " + drain.service();
  }

  private static String because(Hold.Word word) {
    return word.why().isEmpty() ? "" : ": " + word.why();
  }
}

package org.hactl.agent.report;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.hactl.agent.engines.TwoMastersText;
import org.hactl.api.Event;
import org.hactl.host.HostState;
import org.hactl.host.VrrpPolicy.SyncGroupSpec;
import org.hactl.notify.MailMessage;
import org.hactl.notify.MailTexts;
import org.hactl.vrrp.model.OtherMaster;
import org.hactl.vrrp.model.RejectReason;
import org.hactl.vrrp.model.State;
import org.hactl.vrrp.model.Transition;
import org.hactl.vrrp.model.VrrpEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs, journals and mails the events of VRRP. For one thread. */
final class VrrpReports {
  private static final Logger log = LoggerFactory.getLogger(VrrpReports.class);
  private static final Duration REPORT_INTERVAL = Duration.ofMinutes(1);

  private final Consumer<Event> journal;
  private final Consumer<MailMessage> mail;
  private HostState state = HostState.empty("", "");

  /** When a peer of lower priority was last reported: it can be heard at every advertisement. */
  private final Map<String, Instant> lowerHeard = new HashMap<>();

  private final TransitionCounts transitions = new TransitionCounts();
  private final LongAdder stalls = new LongAdder();
  private final LongAccumulator longestStallMillis = new LongAccumulator(Math::max, 0);

  VrrpReports(Consumer<Event> journal, Consumer<MailMessage> mail) {
    this.journal = journal;
    this.mail = mail;
  }

  void configure(HostState wanted) {
    state = wanted;
    transitions.retain(wanted.routerNames());
  }

  void report(VrrpEvent event) {
    switch (event) {
      case Transition transition -> report(transition);
      case VrrpEvent.GroupTransition group -> report(group);
      case VrrpEvent.PriorityChange changed -> report(changed);
      case VrrpEvent.LowerPriorityPeer heard -> report(heard);
      case VrrpEvent.OtherMasterSeen two -> report(two);
      case VrrpEvent.OtherMasterGone over -> report(over);
      case VrrpEvent.Stall stalled -> report(stalled);
    }
  }

  private void report(Transition transition) {
    String reason = transition.reason().text();
    String detail = Objects.requireNonNullElse(transition.detail(), "");
    log.atInfo()
        .addKeyValue("router", transition.router())
        .addKeyValue("from", transition.from())
        .addKeyValue("to", transition.to())
        .addKeyValue("reason", detail.isEmpty() ? reason : reason + ": " + detail)
        .log("transition");
    journal.accept(
        new Event.RouterChanged(
            transition.at().toEpochMilli(),
            transition.router(),
            transition.from().name(),
            transition.to().name(),
            reason,
            detail));
    transitions.count(transition.router(), reason);
    boolean toldForItsGroup = state.vrrp().groupOf(transition.router()).isPresent();
    if (!toldForItsGroup && !isOrdinary(transition.from(), transition.to())) {
      InetAddress peer = transition.peer();
      mail.accept(
          notices()
              .transition(
                  transition.router(),
                  transition.from().name(),
                  transition.to().name(),
                  reason,
                  detail,
                  transition.at(),
                  peer == null
                      ? null
                      : peer.getHostAddress() + " priority " + transition.peerPriority(),
                  addresses(List.of(transition.router()))));
    }
  }

  private void report(VrrpEvent.GroupTransition transition) {
    String reason = transition.reason().text();
    log.atInfo()
        .addKeyValue("group", transition.group())
        .addKeyValue("from", transition.from())
        .addKeyValue("to", transition.to())
        .addKeyValue("reason", reason)
        .log("group transition");
    journal.accept(
        new Event.GroupChanged(
            transition.at().toEpochMilli(),
            transition.group(),
            transition.from().name(),
            transition.to().name(),
            reason));
    if (!isOrdinary(transition.from(), transition.to())) {
      mail.accept(
          notices()
              .groupTransition(
                  transition.group(),
                  transition.from().name(),
                  transition.to().name(),
                  reason,
                  transition.at(),
                  addresses(members(transition.group()))));
    }
  }

  private void report(VrrpEvent.PriorityChange changed) {
    log.atInfo()
        .addKeyValue("router", changed.router())
        .addKeyValue("from", changed.from())
        .addKeyValue("to", changed.to())
        .log("priority changed");
    journal.accept(
        new Event.PriorityChanged(
            changed.at().toEpochMilli(), changed.router(), changed.from(), changed.to()));
  }

  private void report(VrrpEvent.LowerPriorityPeer heard) {
    String peer = heard.peer().getHostAddress();
    Instant last = lowerHeard.get(heard.router() + " " + peer);
    if (last != null
        && heard.at().isBefore(last.plus(REPORT_INTERVAL))
        && !heard.at().isBefore(last)) {
      return;
    }
    // Old entries are removed, because an attacker on the segment can invent any number of peers.
    lowerHeard.values().removeIf(told -> !heard.at().isBefore(told.plus(REPORT_INTERVAL)));
    lowerHeard.put(heard.router() + " " + peer, heard.at());
    log.atInfo()
        .addKeyValue("router", heard.router())
        .addKeyValue("peer", peer)
        .addKeyValue("peer_priority", heard.peerPriority())
        .log("a peer of lower priority advertised itself as master; it is answered at once");
    journal.accept(
        new Event.LowerPriorityHeard(
            heard.at().toEpochMilli(), heard.router(), peer, heard.peerPriority()));
  }

  private void report(VrrpEvent.OtherMasterSeen two) {
    OtherMaster other = two.other();
    String peer = other.peer().getHostAddress();
    RejectReason rejected = other.rejected();
    String reason = rejected == null ? "" : rejected.text();
    String text = TwoMastersText.of(other);
    log.atError()
        .addKeyValue("router", two.router())
        .addKeyValue("peer", peer)
        .addKeyValue("peer_priority", other.priority())
        .addKeyValue("rejected", reason.isEmpty() ? "no" : reason)
        .addKeyValue("what", text)
        .log("two masters");
    journal.accept(
        new Event.TwoMasters(
            two.at().toEpochMilli(), two.router(), peer, other.priority(), reason, text));
    mail.accept(
        notices()
            .twoMasters(two.router(), peer, text, other.since(), addresses(List.of(two.router()))));
  }

  private void report(VrrpEvent.OtherMasterGone over) {
    String peer = over.peer().getHostAddress();
    log.atInfo()
        .addKeyValue("router", over.router())
        .addKeyValue("peer", peer)
        .addKeyValue("lasted_ms", over.lasted().toMillis())
        .log("one master again");
    journal.accept(
        new Event.TwoMastersOver(
            over.at().toEpochMilli(), over.router(), peer, over.lasted().toMillis()));
    mail.accept(notices().twoMastersOver(over.router(), peer, over.at(), over.lasted()));
  }

  private void report(VrrpEvent.Stall stalled) {
    long millis = stalled.stoodStill().toMillis();
    stalls.increment();
    longestStallMillis.accumulate(millis);
    log.atWarn()
        .addKeyValue("stood_still_ms", millis)
        .log("the agent or the whole system stood still");
    journal.accept(new Event.Stalled(stalled.at().toEpochMilli(), millis));
  }

  /**
   * The transitions of a router since the agent started, by reason. May be called from any thread.
   */
  Map<String, Long> transitions(String router) {
    return transitions.of(router);
  }

  /** The stalls since the agent started. May be called from any thread. */
  long stalls() {
    return stalls.sum();
  }

  long longestStallMillis() {
    return longestStallMillis.get();
  }

  private static boolean isOrdinary(State from, State to) {
    return from == State.INIT && to == State.BACKUP;
  }

  private MailTexts notices() {
    return new MailTexts(state.site(), state.host());
  }

  private List<String> members(String group) {
    return state.vrrp().syncGroups().stream()
        .filter(each -> each.name().equals(group))
        .map(SyncGroupSpec::routers)
        .findFirst()
        .orElse(List.of());
  }

  private String addresses(Collection<String> routers) {
    return state.virtualRouters().stream()
        .filter(each -> routers.contains(each.name()))
        .flatMap(each -> each.addressTexts().stream())
        .collect(Collectors.joining(", "));
  }
}

package org.hactl.agent;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.hactl.agent.api.HostStatus.Health;
import org.hactl.agent.store.Event;
import org.hactl.agent.store.EventJournal;
import org.hactl.health.HealthView;
import org.hactl.health.RealServerKey;
import org.hactl.host.HostState;
import org.hactl.host.MailPolicy;
import org.hactl.notify.MailQueue;
import org.hactl.notify.Notice;
import org.hactl.notify.Notices;
import org.hactl.notify.SmtpTransport;
import org.hactl.vrrp.State;
import org.hactl.vrrp.Transition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down, logs and mails what happened, in order and on a thread of its own: whoever reports
 * goes on at once.
 */
final class Reporter implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Reporter.class);
  private static final int MAIL_ATTEMPTS = 4;
  private static final Duration MAIL_PAUSE = Duration.ofSeconds(15);

  private final EventJournal journal;
  private final Clock clock;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("reporter").factory());

  /** The rest is touched on the reporter's thread only. */
  private HostState state = HostState.empty("", "");

  private @Nullable MailPolicy policy;
  private @Nullable MailQueue mail;

  Reporter(EventJournal journal, Clock clock) {
    this.journal = journal;
    this.clock = clock;
  }

  /** Tells by this state's policy from now on. */
  void configure(HostState wanted) {
    thread.execute(() -> {
      state = wanted;
      MailPolicy next = wanted.mail();
      if (next == null || !next.equals(policy)) {
        closeMail();
        mail = next == null ? null : queue(next);
        policy = next;
      }
    });
  }

  void transition(Transition transition) {
    thread.execute(() -> report(transition));
  }

  /**
   * @param inService how many real servers of the service are healthy now
   */
  void health(RealServerKey server, HealthView from, HealthView to, long inService) {
    thread.execute(() -> report(server, from, to, inService));
  }

  /** Writes down what waits; mail that is not out yet is lost. */
  @Override
  public void close() {
    thread.close();
    closeMail();
  }

  private void report(Transition transition) {
    String reason = transition.reason().text();
    log.atInfo()
        .addKeyValue("router", transition.router())
        .addKeyValue("from", transition.from())
        .addKeyValue("to", transition.to())
        .addKeyValue("reason", reason)
        .log("transition");
    journal.add(
        new Event.RouterChanged(
            transition.at().toEpochMilli(),
            transition.router(),
            transition.from().name(),
            transition.to().name(),
            reason));
    boolean ordinary = transition.from() == State.INIT && transition.to() == State.BACKUP;
    if (!ordinary) {
      InetAddress peer = transition.peer();
      send(
          notices()
              .transition(
                  transition.router(),
                  transition.from().name(),
                  transition.to().name(),
                  reason,
                  transition.at(),
                  peer == null
                      ? null
                      : peer.getHostAddress() + " priority " + transition.peerPriority(),
                  addresses(transition.router())));
    }
  }

  private void report(RealServerKey server, HealthView from, HealthView to, long inService) {
    String name = server.host() + " " + server.address() + ":" + server.port();
    journal.add(
        new Event.HealthChanged(
            to.sinceMillis(), server.service(), name, word(from), word(to), to.detail()));
    boolean firstGood = from.health() == Health.UNKNOWN && to.health() == Health.HEALTHY;
    if (!firstGood) {
      send(
          notices()
              .health(
                  server.service(),
                  name,
                  to.health() == Health.HEALTHY,
                  Instant.ofEpochMilli(to.sinceMillis()),
                  to.detail(),
                  inService));
    }
  }

  private static String word(HealthView view) {
    return view.health().name().toLowerCase(Locale.ROOT);
  }

  private Notices notices() {
    return new Notices(state.site(), state.host());
  }

  private String addresses(String router) {
    return state.virtualRouters().stream()
        .filter(each -> each.name().equals(router))
        .flatMap(each -> each.addresses().stream())
        .collect(Collectors.joining(", "));
  }

  private void send(Notice notice) {
    if (mail != null) {
      mail.add(notice);
    }
  }

  private MailQueue queue(MailPolicy wanted) {
    return new MailQueue(
        new SmtpTransport(wanted),
        MAIL_ATTEMPTS,
        MAIL_PAUSE,
        (notice, why) -> journal.add(new Event.MailFailed(clock.millis(), notice.subject(), why)));
  }

  private void closeMail() {
    if (mail != null) {
      mail.close();
    }
  }
}

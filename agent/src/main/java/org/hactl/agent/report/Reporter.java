package org.hactl.agent.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import org.hactl.agent.converge.Clock;
import org.hactl.agent.store.EventJournal;
import org.hactl.api.Event;
import org.hactl.api.HostStatus.Health;
import org.hactl.api.HostStatus.HookView;
import org.hactl.bfd.BfdTransition;
import org.hactl.health.HealthView;
import org.hactl.health.RealServerKey;
import org.hactl.host.HostState;
import org.hactl.host.MailPolicy;
import org.hactl.linux.libc.Threads;
import org.hactl.module.command.Scripts;
import org.hactl.notify.Arrivals;
import org.hactl.notify.Fifos;
import org.hactl.notify.Hooks;
import org.hactl.notify.MailQueue;
import org.hactl.notify.Notice;
import org.hactl.notify.Notices;
import org.hactl.notify.Notification;
import org.hactl.notify.SmtpTransport;
import org.hactl.notify.Subject;
import org.hactl.vrrp.model.VrrpEvent;
import org.jspecify.annotations.Nullable;

/**
 * Tells what happened, in order and on a thread of its own: the log, the journal, people by mail,
 * programs by hooks and FIFOs. Whoever reports goes on at once.
 */
public final class Reporter implements AutoCloseable {
  private static final int MAIL_ATTEMPTS = 4;
  private static final Duration MAIL_PAUSE = Duration.ofSeconds(15);

  private final EventJournal journal;
  private final Clock clock;
  private final VrrpReports vrrp;
  private final BfdReports bfd;
  private final NotificationFormat notifications = new NotificationFormat();
  private final Arrivals arrivals = new Arrivals();
  private final HookLog hookLog;
  private final Hooks hooks;
  private final Fifos fifos;

  /** An engine that reports hands none of its real-time priority on, to hooks for one. */
  private final ExecutorService thread = Threads.single("reporter");

  /** The rest is touched on the reporter's thread only. */
  private HostState state = HostState.empty("", "");

  private boolean stopping;
  private @Nullable MailPolicy policy;
  private @Nullable MailQueue mail;

  public Reporter(EventJournal journal, Scripts scripts, Fifos.Opener pipes, Clock clock) {
    this.journal = journal;
    this.clock = clock;
    this.vrrp = new VrrpReports(journal::add, this::send);
    this.bfd = new BfdReports(journal::add);
    this.hookLog = new HookLog(journal::add, clock);
    this.hooks = new Hooks(scripts, arrivals, hookLog, () -> Instant.ofEpochMilli(clock.millis()));
    this.fifos = new Fifos(pipes);
  }

  /** Tells by this state's policy from now on. */
  public void configure(HostState wanted) {
    thread.execute(() -> {
      state = wanted;
      vrrp.configure(wanted);
      bfd.configure(wanted);
      notifications.configure(wanted);
      hookLog.configure(wanted);
      hooks.configure(wanted);
      fifos.configure(wanted.vrrp().fifos(), wanted.vrrp().fifoPriorities());
      MailPolicy next = wanted.mail();
      if (next == null || !next.equals(policy)) {
        closeMail();
        mail = next == null ? null : queue(next);
        policy = next;
      }
    });
  }

  public void vrrp(VrrpEvent event) {
    thread.execute(() -> {
      vrrp.report(event);
      Optional<Notification> told = notifications.of(event, stopping);
      told.ifPresent(fifos::tell);
      told.ifPresent(hooks::tell);
    });
  }

  public void bfd(BfdTransition transition) {
    thread.execute(() -> bfd.report(transition));
  }

  /** Whose addresses hooks wait for before they are told MASTER. */
  public Arrivals arrivals() {
    return arrivals;
  }

  /** From now on a router that stops is one that this agent leaves, not one that is gone. */
  public void stopping() {
    thread.execute(() -> stopping = true);
  }

  /**
   * @param inService how many real servers of the service are healthy now
   */
  public void health(RealServerKey server, HealthView from, HealthView to, long inService) {
    thread.execute(() -> report(server, from, to, inService));
  }

  /** What is shown of what was told. For any thread. */
  public View view() {
    return new View(
        vrrp.stalls(),
        vrrp.longestStallMillis(),
        vrrp::transitions,
        bfd::transitions,
        fifos.view(),
        hookLog::last);
  }

  /**
   * @param stalls since the agent started
   * @param transitions of a router since the agent started, by reason
   * @param bfdTransitions of a BFD session, likewise
   * @param hooks the last results of those of a router or group
   */
  public record View(
      long stalls,
      long longestStallMillis,
      Function<String, Map<String, Long>> transitions,
      Function<String, Map<String, Long>> bfdTransitions,
      List<Fifos.View> fifos,
      Function<Subject, List<HookView>> hooks) {}

  /** Writes down what waits, and lets hooks end; mail that is not out yet is lost. */
  @Override
  public void close() {
    thread.close();
    hooks.close();
    fifos.close();
    closeMail();
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

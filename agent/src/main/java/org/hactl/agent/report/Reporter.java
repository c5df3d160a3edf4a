package org.hactl.agent.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.hactl.agent.converge.time.Clock;
import org.hactl.agent.engines.EngineListener;
import org.hactl.agent.store.EventJournal;
import org.hactl.agent.sync.SyncWatch;
import org.hactl.api.Event;
import org.hactl.api.HostStatus.HookView;
import org.hactl.bfd.model.BfdTransition;
import org.hactl.health.HealthView;
import org.hactl.health.RealServerHealth;
import org.hactl.health.RealServerKey;
import org.hactl.health.ServiceQuorums;
import org.hactl.host.HostState;
import org.hactl.host.MailPolicy;
import org.hactl.linux.libc.Threads;
import org.hactl.module.command.Scripts;
import org.hactl.notify.AddressArrivals;
import org.hactl.notify.Fifos;
import org.hactl.notify.Hooks;
import org.hactl.notify.MailMessage;
import org.hactl.notify.MailQueue;
import org.hactl.notify.MailTexts;
import org.hactl.notify.Notification;
import org.hactl.notify.SmtpTransport;
import org.hactl.notify.Subject;
import org.hactl.vrrp.model.VrrpEvent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports what the engines do, in order and on a thread of its own: to the log and the event
 * journal, to people by mail, and to programs by hooks and FIFOs.
 */
public final class Reporter implements EngineListener, AutoCloseable, SyncWatch.News {
  private static final Logger log = LoggerFactory.getLogger(Reporter.class);
  private static final int MAIL_ATTEMPTS = 4;
  private static final Duration MAIL_PAUSE = Duration.ofSeconds(15);

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final EventJournal journal;
  private final Clock clock;
  private final VrrpReports vrrp;
  private final BfdReports bfd;
  private final NotificationFormat notifications = new NotificationFormat();
  private final HookLog hookLog;
  private final Hooks hooks;
  private final Fifos fifos;

  /** A thread of its own, so that hooks do not inherit an engine's real-time priority. */
  private final ExecutorService thread = Threads.single("reporter");

  /** Only the reporter's thread uses this field and the fields below. */
  private HostState state = HostState.empty("", "");

  private boolean stopping;
  private @Nullable MailPolicy policy;
  private @Nullable MailQueue mail;

  /**
   * @param arrivals the routers whose addresses hooks wait for before they get MASTER
   */
  public Reporter(
      EventJournal journal,
      Scripts scripts,
      AddressArrivals arrivals,
      Fifos.Opener pipes,
      Clock clock) {
    this.journal = journal;
    this.clock = clock;
    this.vrrp = new VrrpReports(journal::add, this::send);
    this.bfd = new BfdReports(journal::add);
    this.hookLog = new HookLog(journal::add, clock);
    this.hooks = new Hooks(scripts, arrivals, hookLog, clock.wall());
    this.fifos = new Fifos(pipes);
  }

  /** Uses the notification settings of this state from now on. */
  @Override
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

  @Override
  public void vrrp(VrrpEvent event) {
    thread.execute(() -> {
      vrrp.report(event);
      Optional<Notification> told = notifications.of(event, stopping);
      told.ifPresent(fifos::tell);
      told.ifPresent(hooks::tell);
    });
  }

  @Override
  public void bfd(BfdTransition transition) {
    thread.execute(() -> bfd.report(transition));
  }

  /**
   * Tells the reports that a router which stops from now on stops with the agent and was not
   * removed.
   */
  public void stopping() {
    thread.execute(() -> stopping = true);
  }

  @Override
  public void health(RealServerKey server, HealthView from, HealthView to, long inService) {
    thread.execute(() -> report(server, from, to, inService));
  }

  @Override
  public void quorum(ServiceQuorums.Change change) {
    thread.execute(() -> {
      QuorumReports report =
          new QuorumReports(change, clock.millisAt(change.to().sinceMillis() * NANOS_PER_MILLI));
      journal.add(report.event());
      report.mail(notices()).ifPresent(this::send);
      hooks.tell(report.notification(state));
    });
  }

  /**
   * Another director holds a newer version of the site than this host.
   *
   * @param routers those that do not preempt it
   */
  public void olderSite(long serial, long newest, String peer, List<String> routers) {
    thread.execute(() -> {
      log.atError()
          .addKeyValue("serial", serial)
          .addKeyValue("newest", newest)
          .addKeyValue("peer", peer)
          .addKeyValue("routers", String.join(" ", routers))
          .log("older site: another director holds a newer version; run hactl apply");
      journal.add(new Event.OlderSite(clock.millis(), serial, newest, peer, routers));
      send(notices().olderSite(serial, newest, peer, routers, clock.wall().instant()));
      notifications
          .olderSite(routers, serial, newest, peer, clock.wall().instant())
          .forEach(hooks::tell);
    });
  }

  /** This host holds the newest version of the site again. */
  public void olderSiteOver(long serial) {
    thread.execute(() -> {
      log.atInfo().addKeyValue("serial", serial).log("holds the newest version of the site again");
      journal.add(new Event.OlderSiteOver(clock.millis(), serial));
      send(notices().olderSiteOver(serial, clock.wall().instant()));
    });
  }

  @Override
  public void syncIsSilent(String interfaceName, long connections) {
    thread.execute(() -> {
      log.atError()
          .addKeyValue("interface", interfaceName)
          .addKeyValue("connections", connections)
          .log("connection sync sends nothing: a failover would end these connections");
      journal.add(new Event.SyncSilent(clock.millis(), interfaceName, connections));
    });
  }

  @Override
  public void syncSpeaks(String interfaceName) {
    thread.execute(() -> {
      log.atInfo().addKeyValue("interface", interfaceName).log("connection sync sends again");
      journal.add(new Event.SyncSpeaks(clock.millis(), interfaceName));
    });
  }

  /** How often the agent stood still since it started. May be called from any thread. */
  public long stalls() {
    return vrrp.stalls();
  }

  /** May be called from any thread. */
  public long longestStallMillis() {
    return vrrp.longestStallMillis();
  }

  /**
   * The transitions of a router since the agent started, by reason. May be called from any thread.
   */
  public Map<String, Long> transitions(String router) {
    return vrrp.transitions(router);
  }

  /**
   * The transitions of a BFD session since the agent started, by reason. May be called from any
   * thread.
   */
  public Map<String, Long> bfdTransitions(String session) {
    return bfd.transitions(session);
  }

  /** May be called from any thread. */
  public List<Fifos.View> fifos() {
    return fifos.view();
  }

  /** How the hooks of a router or group last ended. May be called from any thread. */
  public List<HookView> hooks(Subject subject) {
    return hookLog.last(subject);
  }

  /** Reports the waiting events and lets hooks end. Mail that was not sent yet is lost. */
  @Override
  public void close() {
    thread.close();
    hooks.close();
    fifos.close();
    closeMail();
  }

  private void report(RealServerKey server, HealthView from, HealthView to, long inService) {
    String name = server.host() + " " + server.address() + ":" + server.port();
    long atMillis = clock.millisAt(to.sinceMillis() * NANOS_PER_MILLI);
    journal.add(
        new Event.HealthChanged(
            atMillis, server.service(), name, word(from), word(to), to.detail()));
    boolean firstGood =
        from.health() == RealServerHealth.UNKNOWN && to.health() == RealServerHealth.HEALTHY;
    if (!firstGood) {
      send(
          notices()
              .health(
                  server.service(),
                  name,
                  to.health() == RealServerHealth.HEALTHY,
                  Instant.ofEpochMilli(atMillis),
                  to.detail(),
                  inService));
    }
  }

  private static String word(HealthView view) {
    return view.health().name().toLowerCase(Locale.ROOT);
  }

  private MailTexts notices() {
    return new MailTexts(state.site(), state.host());
  }

  private void send(MailMessage notice) {
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

package org.hactl.control;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.hactl.api.ChangeView;
import org.hactl.api.HostStatus;
import org.hactl.api.HostStatus.Convergence;
import org.hactl.api.HostStatus.RouterView;
import org.hactl.api.LockView;
import org.hactl.api.RealServerView;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.api.Request.Extend.Stage;
import org.hactl.api.ServiceView;
import org.hactl.api.SiteVersion;
import org.hactl.host.Hold;
import org.hactl.host.Holds;
import org.hactl.module.Action;
import org.hactl.module.FieldChange;
import org.hactl.module.ResourceId;
import org.jspecify.annotations.Nullable;

/** A host with an agent in memory: one confirmed generation, and one that may wait. */
final class SiteHost {
  static final long OLD = 3;
  static final long NEW = 4;
  private static final ChangeView CHANGE =
      new ChangeView(
          new ResourceId("sysctl", "net.ipv4.ip_forward"),
          Action.UPDATE,
          List.of(new FieldChange("value", "0", "1")));

  /** What goes wrong with a host, from a certain request on. */
  enum Fault {
    NONE,
    /** The change fails, and the agent takes it back. */
    APPLY_FAILS,
    /** The change is made, and the connection ends before the answer. */
    APPLY_LOSES_CONNECTION,
    /** No connection works any more, from the moment at which the change was made. */
    CUT_OFF_BY_APPLY,
    /** The agent restarts when the control node comes back, and so forgets what waits. */
    RESTARTS_BEFORE_CONFIRM,
    /** It does not hear that the site stays, and no connection works any more. */
    CUT_OFF_BEFORE_DECIDED,
    /** It hears that the site stays, its answer is lost, and no connection works any more. */
    CUT_OFF_AFTER_DECIDED,
    /** The confirmation does not arrive, and no connection works any more. */
    CUT_OFF_AT_CONFIRM,
    /** The confirmation arrives, its answer does not, and no connection works any more. */
    CUT_OFF_AFTER_CONFIRM,
    /** The first two confirmations do not arrive. */
    CONFIRM_LATE,
    /** It takes no hold over. */
    HOLDS_NOTHING,
    /** It cannot be rolled back as a whole. */
    ROLLBACK_FAILS,
    /** With the new state the VIPs of other hosts do not answer it. */
    REACHES_NO_VIP
  }

  private final String name;
  private Fault fault;
  private final AtomicLong nowMillis;
  private final String imageDigest;
  private String stateDigest = "";
  private ChangeView planned = CHANGE;
  private boolean master;
  private boolean waits;
  private boolean isNew;
  private boolean decided;
  private int quorum;
  private boolean damaged;
  private boolean cut;
  private List<RealServerView> servers = List.of();
  private Holds holds = Holds.NONE;
  private @Nullable SiteVersion version;
  private long lockedUntilMillis;
  private long deadlineMillis;
  private int confirms;

  SiteHost(String name, Fault fault, AtomicLong nowMillis, String imageDigest) {
    this.name = name;
    this.master = name.equals("lvs1");
    this.fault = fault;
    this.nowMillis = nowMillis;
    this.imageDigest = imageDigest;
  }

  synchronized void has(Fault other) {
    fault = other;
  }

  synchronized void cut() {
    cut = true;
  }

  synchronized boolean isCut() {
    return cut;
  }

  /** Whether the host holds the new state for good, once its time is over. */
  synchronized boolean endsNew() {
    expire();
    return isNew;
  }

  synchronized boolean isWaiting() {
    expire();
    return waits;
  }

  /** Whether a rollback left it in between. */
  synchronized boolean isDamaged() {
    return damaged;
  }

  private void expire() {
    if (waits && nowMillis.get() >= deadlineMillis) {
      waits = false;
      isNew = decided;
    }
  }

  /** Whether it has heard that the site stays. */
  synchronized boolean isDecided() {
    return decided;
  }

  /** An empty list ends the connection. */
  synchronized List<Reply> answer(Request request) {
    expire();
    return cut ? List.of() : said(request);
  }

  private List<Reply> said(Request request) {
    return switch (request) {
      case Request.Plan _, Request.PlanReturn _ ->
          List.of(new Reply.Plan(List.of(planned), List.of(), false));
      case Request.Apply apply ->
          apply(FakeAgent.PROTOCOL.digest(apply.state()), apply.confirmWithinMillis());
      case Request.Return back -> apply(earlier(back.generation()), back.confirmWithinMillis());
      case Request.Extend extend -> extend(extend);
      case Request.Confirm _ -> confirm();
      case Request.Rollback _ -> rollBack();
      case Request.Status _ -> List.of(new Reply.Status(status()));
      case Request.Events _ -> events();
      case Request.Lock _, Request.Unlock _, Request.HandOver _ -> List.of(new Reply.Done());
      case Request.Hello _ -> List.of(hello());
      case Request.Holds said -> hold(said.holds());
      case Request.Reach _ -> List.of(new Reply.Probe(reaches(), "", 1));
      case Request.Drift _,
          Request.History _,
          Request.Probe _,
          Request.Endpoint _,
          Request.KeyOfSite _,
          Request.HoldKey _,
          Request.Generations _,
          Request.Compare _,
          Request.TakePassed _,
          Request.PassOn _ ->
          List.of(new Reply.Failed("unknown", "not in this test"));
    };
  }

  /** The digest of the state of a generation that the host keeps. */
  static String earlier(long generation) {
    return "state of generation " + generation;
  }

  private List<Reply> apply(String digest, long confirmWithinMillis) {
    if (fault == Fault.APPLY_FAILS) {
      return List.of(new Reply.Applied(OLD, false, 0, List.of(), List.of("no space left"), true));
    }
    stateDigest = digest;
    decided = false;
    waits = true;
    deadlineMillis = nowMillis.get() + confirmWithinMillis;
    cut = fault == Fault.CUT_OFF_BY_APPLY;
    return cut || fault == Fault.APPLY_LOSES_CONNECTION
        ? List.of()
        : List.of(new Reply.Applied(NEW, true, 6, List.of(CHANGE), List.of(), false));
  }

  private List<Reply> extend(Request.Extend extend) {
    waits &= fault != Fault.RESTARTS_BEFORE_CONFIRM;
    if (!waits) {
      return List.of(new Reply.Failed(Reply.Failed.NO_SUCH_GENERATION, "it does not wait"));
    }
    if (extend.at() == Stage.DECIDED) {
      cut = fault == Fault.CUT_OFF_BEFORE_DECIDED || fault == Fault.CUT_OFF_AFTER_DECIDED;
      if (fault == Fault.CUT_OFF_BEFORE_DECIDED) {
        return List.of();
      }
      decided = true;
    }
    deadlineMillis = nowMillis.get() + extend.confirmWithinMillis() / (decided ? 2 : 1);
    return cut ? List.of() : List.of(new Reply.Done());
  }

  private List<Reply> confirm() {
    confirms++;
    cut = fault == Fault.CUT_OFF_AT_CONFIRM || fault == Fault.CUT_OFF_AFTER_CONFIRM;
    if (fault == Fault.CUT_OFF_AT_CONFIRM || fault == Fault.CONFIRM_LATE && confirms < 3) {
      return List.of();
    }
    if (!waits && !isNew) {
      return List.of(new Reply.Failed(Reply.Failed.NO_SUCH_GENERATION, "it does not wait"));
    }
    waits = false;
    isNew = true;
    return cut ? List.of() : List.of(hello());
  }

  private List<Reply> rollBack() {
    if (!waits) {
      return List.of(new Reply.Failed(Reply.Failed.NO_SUCH_GENERATION, "it does not wait"));
    }
    waits = false;
    decided = false;
    damaged = fault == Fault.ROLLBACK_FAILS;
    List<String> errors = damaged ? List.of("while going back: read-only") : List.of();
    return List.of(new Reply.Applied(OLD, false, 6, List.of(), errors, !damaged));
  }

  private List<Reply> hold(List<Hold> said) {
    if (fault == Fault.HOLDS_NOTHING) {
      return List.of(new Reply.Failed("disk", "cannot write the holds: read-only"));
    }
    holds = holds.merge(said);
    return List.of(new Reply.Holds(holds.all()));
  }

  /** The version of the site that it holds from now on. */
  synchronized void holds(SiteVersion other) {
    version = other;
  }

  /** Another run has locked it. */
  synchronized void isLockedUntil(long millis) {
    lockedUntilMillis = millis;
  }

  /** What is held on it now. */
  synchronized List<Hold> held() {
    return holds.held();
  }

  /** A tracker of it wants so many real servers of the service web. */
  synchronized void needs(int realServers) {
    quorum = realServers;
  }

  /** It has the service web with these real servers from now on. */
  synchronized void sendsTo(List<RealServerView> all) {
    servers = all;
  }

  private ServiceView web() {
    return new ServiceView(
        "web",
        "192.0.2.9:80/tcp",
        "rr",
        "dr",
        servers.stream().map(each -> drained(each)).toList(),
        null,
        quorum);
  }

  private RealServerView drained(RealServerView server) {
    boolean zero = holds.isDrained("web", server.host(), server.address());
    return RealServerView.builder(server.host(), server.address(), server.port())
        .weight(zero ? Integer.valueOf(0) : server.weight())
        .health(server.health(), 0, server.detail())
        .connections(server.activeConnections(), server.inactiveConnections())
        .build();
  }

  private boolean reaches() {
    return fault != Fault.REACHES_NO_VIP || !waits;
  }

  private HostStatus status() {
    boolean holdsNew = waits || isNew;
    return HostStatus.builder(name)
        .times(nowMillis.get(), 0)
        .generation(holdsNew ? NEW : OLD, holdsNew ? stateDigest : "old", !waits, 0)
        .convergence(Convergence.CONVERGED, List.of())
        .routers(name.startsWith("lvs") ? List.of(router()) : List.of())
        .services(servers.isEmpty() ? List.of() : List.of(web()))
        .holds(holds.all())
        .version(version)
        .lock(nowMillis.get() < lockedUntilMillis ? new LockView("ben@lap", "apply", 0) : null)
        .confirmUntil(waits ? deadlineMillis : null)
        .build();
  }

  private RouterView router() {
    return RouterView.builder("VI_1", 51, 2, "eth0")
        .state(isMaster() ? "MASTER" : "BACKUP", "startup", 0)
        .priority(name.equals("lvs1") ? 150 : 100, name.equals("lvs1") ? 150 : 100)
        .master(isMaster() ? null : "192.0.2.1", isMaster() ? 0 : 150)
        .addresses(List.of("192.0.2.9"), isMaster() ? List.of("192.0.2.9/24") : List.of())
        .build();
  }

  boolean isDirector() {
    return name.startsWith("lvs");
  }

  synchronized boolean isMaster() {
    return master;
  }

  synchronized void isMaster(boolean now) {
    master = now;
  }

  /** What its plan says from now on. */
  synchronized void plans(ChangeView change) {
    planned = change;
  }

  private static List<Reply> events() {
    List<Reply> replies = new ArrayList<>();
    replies.add(new Reply.Pulse(0));
    return replies;
  }

  private Reply.Hello hello() {
    return new Reply.Hello(1, "0.1.0", imageDigest, isNew ? NEW : OLD, "d", waits ? NEW : 0);
  }
}

package org.hactl.control;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.hactl.api.GenerationView;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.api.Request.Extend.Stage;
import org.hactl.control.Fleet.Confirmation;
import org.hactl.control.Fleet.Undo;
import org.hactl.control.SiteHost.Fault;
import org.hactl.control.host.LinkOpener;
import org.hactl.control.plan.Wanted;
import org.hactl.control.rollout.RunClock;
import org.hactl.control.rollout.Standing;
import org.hactl.control.view.Asked;
import org.hactl.host.Hold.ApplyDrain;
import org.hactl.host.HostState;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.site.model.RolloutPolicy;
import org.hactl.ssh.SshException;
import org.jspecify.annotations.Nullable;

/** Two directors and two web servers in memory, and runs of apply on them; no time passes. */
abstract class TestSite extends TestFleet {
  static final Duration CONFIRM_WITHIN = Duration.ofSeconds(60);

  final Map<String, SiteHost> site = new LinkedHashMap<>();
  final AtomicLong nowMillis = new AtomicLong(1_000_000);
  final AtomicInteger requests = new AtomicInteger();
  int diesAfter = Integer.MAX_VALUE;
  boolean confirmSent;
  Confirmation confirmation = Confirmation.BY_THE_RUN;
  Consumer<String> rolledBack = _ -> {};
  Beginning applying = (_, _) -> {};
  @Nullable Asked asked;
  RolloutPolicy policy = RolloutPolicy.DEFAULT;
  List<VirtualServiceSpec> services = List.of();
  private @Nullable Applier applier;

  /** Runs when a host is asked to apply. */
  interface Beginning {
    void on(String host, Applier applier) throws InterruptedException;
  }

  void hosts(Map<String, Fault> faults) {
    site.clear();
    hosts.clear();
    applied.clear();
    requests.set(0);
    confirmSent = false;
    for (String name : List.of("lvs1", "lvs2", "web1", "web2")) {
      SiteHost host = new SiteHost(name, faults.getOrDefault(name, Fault.NONE), nowMillis, digest);
      site.put(name, host);
      host(name, request -> answered(name, host, request));
    }
  }

  private void begin(String name) {
    try {
      applying.on(name, Objects.requireNonNull(applier));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<Reply> answered(String name, SiteHost host, Request request) {
    if (requests.incrementAndGet() > diesAfter) {
      return List.of();
    }
    if (request instanceof Request.Apply || request instanceof Request.Return) {
      applied.add(name);
      begin(name);
    }
    if (request instanceof Request.HandOver) {
      applied.add("hand-over of " + name);
      site.values().forEach(each -> each.isMaster(each != host && each.isDirector()));
    }
    if (request instanceof Request.Holds said) {
      said.holds().stream()
          .filter(ApplyDrain.class::isInstance)
          .map(ApplyDrain.class::cast)
          .forEach(hold ->
              applied.add(
                  "%s %s %s"
                      .formatted(name, hold.inForce() ? "drains" : "undrains", hold.realServer())));
    }
    if (request instanceof Request.Rollback) {
      rolledBack.accept(name);
    }
    confirmSent |=
        request instanceof Request.Confirm
            || request instanceof Request.Extend extend && extend.at() == Stage.DECIDED;
    return host.answer(request);
  }

  SiteHost host(String name) {
    return Objects.requireNonNull(site.get(name));
  }

  List<HostResult> run(Undo undo) throws Exception {
    return run(undo, Applier.compiled(compiled()));
  }

  /** Applies to these hosts alone; the others are outside the run. */
  List<HostResult> runLimited(Undo undo, String... hosts) throws Exception {
    Map<String, HostState> states = compiled();
    asked = new Asked(false, states);
    Map<String, HostState> limited = new LinkedHashMap<>(states);
    limited.keySet().retainAll(Set.of(hosts));
    return run(undo, Applier.compiled(limited));
  }

  Map<String, HostState> compiled() {
    Map<String, HostState> states = new LinkedHashMap<>();
    for (String name : site.keySet()) {
      states.put(name, name.startsWith("lvs") ? balancing(director(name)) : realServer(name));
    }
    return states;
  }

  /** A director with these services as well. */
  private HostState balancing(HostState director) {
    return director.withVirtualServices(services);
  }

  /** Takes all hosts back to a generation that they keep. */
  List<HostResult> runBack(Undo undo) throws Exception {
    Map<String, Wanted> wanted = new LinkedHashMap<>();
    for (String name : site.keySet()) {
      int routers = name.startsWith("lvs") ? 1 : 0;
      wanted.put(
          name,
          new Wanted.Earlier(
              new GenerationView(2, SiteHost.earlier(2), 0, routers, routers, 1, null)));
    }
    return run(undo, wanted);
  }

  private List<HostResult> run(Undo undo, Map<String, Wanted> wanted) throws Exception {
    Applier made = new Applier(fleet(undo), events::add, asked, null).with(policy);
    applier = made;
    return made.bring(wanted);
  }

  Fleet fleet(Undo undo) {
    Fleet fleet = fleet();
    LinkOpener opener =
        target -> {
          if (host(target.host()).isCut() || requests.get() > diesAfter) {
            throw new SshException(
                SshException.Failure.REFUSED, target.host() + ": no route", "repair that", null);
          }
          return fleet.opener().open(target);
        };
    return new Fleet(fleet.targets(), opener, images, FakeAgent.PROTOCOL, 1, CONFIRM_WITHIN)
        .with(new Fleet.Ending(undo, confirmation))
        .with(clock());
  }

  private RunClock clock() {
    return new RunClock() {
      @Override
      public long nanos() {
        return nowMillis.get() * 1_000_000;
      }

      @Override
      public long millis() {
        return nowMillis.get();
      }

      @Override
      public void pause(Duration time) {
        nowMillis.addAndGet(time.toMillis());
      }
    };
  }

  static List<Standing.Kind> kinds(List<HostResult> results) {
    return results.stream().map(result -> result.standing().kind()).toList();
  }
}

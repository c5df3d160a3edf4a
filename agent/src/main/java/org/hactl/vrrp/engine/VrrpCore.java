package org.hactl.vrrp.engine;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import org.hactl.counters.EnumCounters;
import org.hactl.vrrp.model.Input;
import org.hactl.vrrp.model.Input.AndThen;
import org.hactl.vrrp.model.Reason;
import org.hactl.vrrp.model.RejectReason;
import org.hactl.vrrp.model.ResumeHint;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.RouterRenames;
import org.hactl.vrrp.model.RouterSnapshot;
import org.hactl.vrrp.model.RouterStatus;
import org.hactl.vrrp.model.ServingFault;
import org.hactl.vrrp.model.State;
import org.hactl.vrrp.model.SyncGroupConfig;
import org.hactl.vrrp.model.TrackVerdict;
import org.hactl.vrrp.model.VrrpEvent;
import org.hactl.vrrp.protocol.SyncGroup;
import org.hactl.vrrp.protocol.SyncGroups;
import org.jspecify.annotations.Nullable;

/**
 * All virtual routers of the host. One thread uses it; it does all work of the engine except
 * waiting.
 */
final class VrrpCore {
  /** After this many events, packets are sent and events reported before the next timer fires. */
  static final int MAX_EVENTS_AT_ONCE = 25;

  private final RouterFactory factory;
  private final VrrpNetwork network;
  private final AddressAnnouncer announcer;
  private final Deadlines deadlines = new Deadlines();
  private final PendingEvents events;
  private final RoleMemory memory;
  private final LongSupplier clock;
  private final InstantSource wallClock;
  private final EnumCounters<RejectReason> unassigned = new EnumCounters<>(RejectReason.class);
  private final Segments segments;
  private final InterfaceLooks looks;
  private final Stalls stalls = new Stalls();
  private final SyncGroups groups;
  private final RoleRequests handOvers = new RoleRequests();
  private final RouterStarts starts;

  /**
   * Whether the engine stops as soon as its roles are handed over: it starts no router any more.
   */
  private boolean leaves;

  private Map<String, ActiveRouter> routers = new LinkedHashMap<>();

  /** How far routers stand back, by name; also of routers that come later. */
  private final Map<String, Input.Deferred> deferred = new HashMap<>();

  /**
   * @param clock nanoseconds since the host was booted, suspends included
   */
  VrrpCore(
      VrrpNetwork network,
      VrrpListener listener,
      RoleMemory memory,
      LongSupplier clock,
      InstantSource wallClock) {
    this(network, listener, memory, clock, wallClock, new RouterFactory());
  }

  VrrpCore(
      VrrpNetwork network,
      VrrpListener listener,
      RoleMemory memory,
      LongSupplier clock,
      InstantSource wallClock,
      RouterFactory factory) {
    this.factory = factory;
    this.groups = factory.groups(this::groupChanged);
    this.network = network;
    LinkCache links = new LinkCache(network);
    this.segments =
        new Segments(
            name -> factory.segment(name, network, links, clock, unassigned, this::finish));
    this.announcer = new AddressAnnouncer(network, links);
    this.events = new PendingEvents(listener);
    this.memory = memory;
    this.clock = clock;
    this.wallClock = wallClock;
    long startNanos = clock.getAsLong();
    this.starts = new RouterStarts(memory, handOvers, startNanos);
    this.looks = new InterfaceLooks(network, links, segments, startNanos);
  }

  /**
   * Makes these the routers of the host. Routers that stay the same are not touched; see {@link
   * VrrpService#configure}.
   */
  void configure(
      List<RouterConfig> configs,
      List<SyncGroupConfig> groupConfigs,
      Map<String, ResumeHint> resume) {
    ConfigurationCheck.check(configs, groupConfigs);
    if (leaves) {
      return;
    }
    Map<String, ActiveRouter> before = routers;
    Map<String, ActiveRouter> after = new LinkedHashMap<>();
    Map<String, String> renames =
        RouterRenames.between(before.values().stream().map(ActiveRouter::config).toList(), configs);
    for (RouterConfig config : configs) {
      ActiveRouter same = before.get(config.name());
      if (same != null && same.config().isSameRouter(config)) {
        before.remove(config.name());
        after.put(config.name(), same);
      }
    }
    renames.forEach((old, now) ->
        Optional.ofNullable(before.remove(old)).ifPresent(same -> after.put(now, same)));
    replaceMasters(before, configs);
    before.values().forEach(this::stop);
    routers = new LinkedHashMap<>();
    Set<Segment> touched = new LinkedHashSet<>();
    List<ActiveRouter> started = new ArrayList<>();
    for (RouterConfig config : configs) {
      ActiveRouter router = after.get(config.name());
      if (router == null) {
        router = create(config);
        router.step(deferred.computeIfAbsent(config.name(), starts::deferred), clock.getAsLong());
        started.add(router);
        touched.add(router.segment());
      } else if (!router.config().equals(config)) {
        // It may be found under other VRIDs now.
        router.segment().remove(router);
        router.reconfigure(config, clock.getAsLong());
        router.segment().add(router);
        touched.add(router.segment());
      }
      routers.put(config.name(), router);
    }
    form(groupConfigs);
    routers.keySet().forEach(this::judge);
    routers.keySet().forEach(this::holdBack);
    segments.tellForeign(routers.values());
    touched.forEach(Segment::look);
    for (ActiveRouter router : started) {
      starts.start(router, resume.get(router.config().name()), clock.getAsLong());
    }
    groups.all().keySet().forEach(group -> group.settle(clock.getAsLong()));
    started.forEach(ActiveRouter::started);
    looks.lookAtNeighbours(routers.values(), clock.getAsLong());
    segments.closeEmpty();
    starts.inherit(Map.of());
    finish();
  }

  /**
   * Takes out the masters that are replaced by another router of the same name. That one goes on in
   * their place, so that the addresses stay; other directors get it at the same moment.
   */
  private void replaceMasters(Map<String, ActiveRouter> before, List<RouterConfig> configs) {
    for (RouterConfig config : configs) {
      ActiveRouter old = before.get(config.name());
      if (old != null && old.machine().leads()) {
        starts.replace(config.name(), freeze(config.name(), old));
        old.replaced();
        old.segment().remove(old);
        before.remove(config.name());
      }
    }
  }

  private RouterSnapshot freeze(String name, ActiveRouter router) {
    return router.freeze(deferred.getOrDefault(name, Input.Deferred.NOT), clock.getAsLong());
  }

  /** What another process left for the routers that the next configuration starts. */
  RouterStarts starts() {
    return starts;
  }

  /**
   * Whether a role is being handed over, or the engine stops. The next process would not know that.
   */
  boolean handsOver() {
    return leaves
        || routers.values().stream()
            .map(ActiveRouter::machine)
            .anyMatch(machine -> machine.state() == State.MASTER && !machine.leads());
  }

  /** What the next process must know. The caller must not call anything else before it goes on. */
  Map<String, RouterSnapshot> freeze() {
    Map<String, RouterSnapshot> frozen = new LinkedHashMap<>();
    routers.forEach((name, router) -> frozen.put(name, freeze(name, router)));
    finish();
    return frozen;
  }

  /** Sends the queued packets, then reports the events. */
  private void finish() {
    network.flush();
    events.report();
  }

  /** Forms the sync groups; a router that stays in its group keeps its state. */
  private void form(List<SyncGroupConfig> configs) {
    groups.configure(configs);
    Map<String, SyncGroup> groupByRouter = new HashMap<>();
    groups
        .all()
        .forEach((group, names) -> {
          group.members(names.stream().map(routers::get).toList());
          names.forEach(name -> groupByRouter.put(name, group));
        });
    routers.forEach((name, router) -> router.join(groupByRouter.get(name), clock.getAsLong()));
  }

  private void groupChanged(String group, State from, State to, Reason reason) {
    // The state of a group whose routers go on in the place of others has been told.
    if (groups.routers(group).stream().noneMatch(starts::inherits)) {
      events.add(new VrrpEvent.GroupTransition(group, from, to, reason, wallClock.instant()));
    }
  }

  private ActiveRouter create(RouterConfig config) {
    Segment segment = segments.on(config.interfaceName());
    ActiveRouter router =
        new ActiveRouter(
            config,
            segment,
            factory,
            announcer,
            deadlines,
            events::add,
            memory,
            wallClock,
            clock.getAsLong());
    segment.add(router);
    return router;
  }

  private void stop(ActiveRouter router) {
    router.leave();
    router.step(new Input.Shutdown(), clock.getAsLong());
    router.segment().remove(router);
  }

  /** See {@link VrrpService#track}. */
  void track(String name, TrackVerdict verdict) {
    groups.track(name, verdict);
    groups.members(name).forEach(this::judge);
  }

  private void judge(String name) {
    step(name, new Input.Tracked(groups.verdict(name)));
  }

  /** See {@link VrrpService#lacks}. */
  void lacks(String name, @Nullable ServingFault fault) {
    ActiveRouter router = routers.get(name);
    if (router != null) {
      router.lacks(fault, clock.getAsLong());
      finish();
    }
  }

  /** See {@link VrrpService#defer}. */
  void defer(String name, Input.Deferred how) {
    deferred.put(name, how);
    step(name, how);
  }

  void addressesReady(Collection<String> names) {
    names.forEach(name -> feed(name, new Input.AddressesReady()));
    finish();
  }

  /** See {@link VrrpService#handOver}. */
  void handOver(String name) {
    giveAway(name, waitNanos -> new Input.HandOver(waitNanos, AndThen.FOLLOW));
  }

  /** See {@link VrrpService#giveUp}. */
  void giveUp(String name) {
    giveAway(name, Input.OlderSite::new);
  }

  /**
   * Gives a role away, with those of all routers of its sync group.
   *
   * @param wanted makes the input of how long to wait for another master, in nanoseconds
   */
  private void giveAway(String name, LongFunction<Input> wanted) {
    List<String> together = groups.members(name);
    Input input = wanted.apply(handOvers.waitNanos(routers, together));
    together.forEach(each -> feed(each, input));
    finish();
  }

  /** See {@link VrrpService#standBy}. */
  void standBy(Set<String> names) {
    handOvers.standBy(names);
    routers.keySet().forEach(this::holdBack);
    finish();
  }

  private void holdBack(String name) {
    List<String> together = groups.members(name);
    boolean on = handOvers.standsBy(together);
    feed(name, new Input.StandBy(on, handOvers.waitNanos(routers, together)));
  }

  /** See {@link VrrpService#handedOver}. */
  void handedOver(Set<String> names) {
    handOvers.handedOver(names);
  }

  /** See {@link VrrpService#leave}. */
  void leave(long atMostNanos) {
    leaves = true;
    routers.keySet().forEach(name -> feed(name, new Input.HandOver(atMostNanos, AndThen.STOP)));
    finish();
  }

  /** Takes one input for a router, if there is one of that name. */
  void step(String name, Input input) {
    feed(name, input);
    finish();
  }

  private void feed(String name, Input input) {
    ActiveRouter router = routers.get(name);
    if (router != null) {
      router.step(input, clock.getAsLong());
    }
  }

  void interfaceChanged(String interfaceName) {
    looks.changed(interfaceName, routers.values(), clock.getAsLong());
    finish();
  }

  /** Fires the timers that are due now. */
  void fireTimers() {
    fireTimers(clock.getAsLong());
  }

  /**
   * Fires the timers that are due at the given time. The caller must have read all packets that
   * came earlier.
   */
  void fireTimers(long nowNanos) {
    noteStall(nowNanos);
    if (nowNanos >= deadlines.soonestNanos()) {
      deadlines.clear();
      for (ActiveRouter router : routers.values()) {
        router.fireTimer(nowNanos);
        if (events.size() >= MAX_EVENTS_AT_ONCE) {
          // The addresses of these routers are added while the timers of the other routers fire.
          finish();
        }
      }
    }
    announcer.fire(nowNanos);
    // Packets leave before the interfaces are looked at.
    finish();
    looks.fire(routers.values(), nowNanos);
    finish();
  }

  private void noteStall(long nowNanos) {
    long latenessNanos = nowNanos - nextDeadlineNanos();
    if (stalls.note(latenessNanos, routers.values(), nowNanos)) {
      events.add(new VrrpEvent.Stall(Duration.ofNanos(latenessNanos), wallClock.instant()));
    }
  }

  /** When to call {@link #fireTimers} next. May be earlier than the first timer. */
  long nextDeadlineNanos() {
    return Math.min(
        looks.nextNanos(), Math.min(deadlines.soonestNanos(), announcer.nextDeadlineNanos()));
  }

  List<RouterStatus> routerStatus() {
    long now = clock.getAsLong();
    return routers.values().stream().map(router -> router.status(now)).toList();
  }

  Stalls stalls() {
    return stalls;
  }

  Map<RejectReason, Long> unassigned() {
    return unassigned.nonZero();
  }

  /** Gives every role away and closes the sockets. */
  void close() {
    routers.values().forEach(this::stop);
    groups.configure(List.of());
    routers = new LinkedHashMap<>();
    finish();
    segments.close();
  }
}

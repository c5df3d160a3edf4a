package org.hactl.agent.report;

import static java.util.stream.Collectors.toSet;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.hactl.agent.converge.time.Clock;
import org.hactl.api.Event;
import org.hactl.api.HostStatus.HookView;
import org.hactl.host.HookSpec;
import org.hactl.host.HostState;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.host.VrrpPolicy.SyncGroupSpec;
import org.hactl.notify.HookListener;
import org.hactl.notify.HookResult;
import org.hactl.notify.Subject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs and journals how hooks end, and keeps the last result of each hook. */
final class HookLog implements HookListener {
  private static final Logger log = LoggerFactory.getLogger(HookLog.class);

  private final Consumer<Event> journal;
  private final Map<Subject, Map<String, Ended>> last = new LinkedHashMap<>();

  /** The site's hooks, by router or group. */
  private final Map<Subject, Set<String>> commands = new HashMap<>();

  private final Clock clock;

  /** A result, and when the hook began by the monotonic clock. */
  private record Ended(HookView view, long beganNanos) {}

  HookLog(Consumer<Event> journal, Clock clock) {
    this.journal = journal;
    this.clock = clock;
  }

  @Override
  public void ended(HookResult result) {
    Subject about = result.told().about();
    String state = result.told().state();
    (result.ok() ? log.atInfo() : log.atWarn())
        .addKeyValue("about", about)
        .addKeyValue("state", state)
        .addKeyValue("command", result.command())
        .addKeyValue("outcome", result.outcome())
        .addKeyValue("took_ms", result.took().toMillis())
        .log("hook");
    long at = result.at().toEpochMilli();
    journal.accept(
        new Event.HookEnded(
            at,
            about.type().name(),
            about.name(),
            state,
            result.command(),
            result.ok(),
            result.outcome(),
            result.took().toMillis()));
    keep(
        about,
        new Ended(
            new HookView(result.command(), state, result.ok(), result.outcome(), at),
            clock.nanos() - result.took().toNanos()));
  }

  /** Keeps the last result, unless the hook ended after it was removed from the site. */
  private synchronized void keep(Subject about, Ended ended) {
    String command = ended.view().command();
    if (commands.getOrDefault(about, Set.of()).contains(command)) {
      last.computeIfAbsent(about, _ -> new LinkedHashMap<>()).put(command, ended);
    }
  }

  @Override
  public void skipped(Subject about, List<String> states) {
    log.atWarn()
        .addKeyValue("about", about)
        .addKeyValue("states", states)
        .log("hooks are too slow; they were not run for some states");
    journal.accept(
        new Event.HooksSkipped(clock.millis(), about.type().name(), about.name(), states));
  }

  /**
   * The last result of each hook of a router or group, in the order in which they first ran. When a
   * hook began is said as the wall clock counts now, so that its age stays right when the clock is
   * set.
   */
  synchronized List<HookView> last(Subject about) {
    return last.getOrDefault(about, Map.of()).values().stream().map(this::asOfNow).toList();
  }

  private HookView asOfNow(Ended ended) {
    HookView view = ended.view();
    return new HookView(
        view.command(),
        view.state(),
        view.ok(),
        view.outcome(),
        clock.millisAt(ended.beganNanos()));
  }

  /** Forgets the hooks that are no longer in the site. */
  synchronized void configure(HostState wanted) {
    List<HookSpec> ofAll = wanted.vrrp().hooks();
    commands.clear();
    for (VirtualRouterSpec router : wanted.virtualRouters()) {
      commands.put(Subject.router(router.name()), commands(router.hooks(), ofAll));
    }
    for (SyncGroupSpec group : wanted.vrrp().syncGroups()) {
      commands.put(Subject.group(group.name()), commands(group.hooks(), ofAll));
    }
    for (VirtualServiceSpec service : wanted.virtualServices()) {
      if (service.capacity() != null) {
        commands.put(Subject.service(service.name()), commands(service.capacity().hooks(), ofAll));
      }
    }
    last.keySet().retainAll(commands.keySet());
    last.forEach(
        (about, views) -> views.keySet().retainAll(commands.getOrDefault(about, Set.of())));
  }

  private static Set<String> commands(List<HookSpec> own, List<HookSpec> ofAll) {
    return Stream.concat(own.stream(), ofAll.stream()).map(HookSpec::text).collect(toSet());
  }
}

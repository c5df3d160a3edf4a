package org.hactl.agent.converge.diff;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.hactl.api.ChangeView;
import org.hactl.host.CheckSpec;
import org.hactl.host.DriftPolicy;
import org.hactl.host.HostState;
import org.hactl.host.MailPolicy;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.host.VirtualServiceSpec.RealServerSpec;
import org.hactl.host.VrrpPolicy;
import org.hactl.module.Action;
import org.hactl.module.FieldChange;
import org.hactl.module.ResourceId;
import org.jspecify.annotations.Nullable;

/**
 * The differences between two host states in the parts that the agent runs itself: virtual routers,
 * health checks, the drift policy, notifications. Everything else shows as a change of a resource.
 * Pure.
 */
public final class StateDiff {
  private StateDiff() {}

  /** The differences, in the order of kinds, then names. */
  public static List<ChangeView> of(HostState before, HostState after) {
    List<ChangeView> changes = new ArrayList<>();
    Map<String, Map<String, String>> defaults = routerDefaults(before);
    defaults.putAll(routerDefaults(after));
    Map<String, String> renames = before.renamesTo(after);
    Map<String, Map<String, String>> old = routers(before);
    Map<String, Map<String, String>> now = routers(after);
    renames.forEach((from, to) -> {
      // A renamed router is shown by its new name.
      old.put(to, named(from, Objects.requireNonNull(old.remove(from))));
      now.put(to, named(to, Objects.requireNonNull(now.get(to))));
    });
    compare(changes, "vrrp", old, now, defaults);
    compare(changes, "sync-group", groups(before), groups(after));
    compare(changes, "tracker", trackers(before), trackers(after));
    compare(changes, "bfd", sessions(before), sessions(after));
    compare(changes, "check", checks(before), checks(after));
    compare(changes, "capacity", capacities(before), capacities(after));
    compare(changes, "drift", drift(before), drift(after));
    compare(changes, "notify", told(before), told(after));
    compare(changes, "metrics", metrics(before), metrics(after));
    compare(changes, "generations", generations(before), generations(after));
    return changes;
  }

  private static void compare(
      List<ChangeView> changes,
      String kind,
      Map<String, Map<String, String>> before,
      Map<String, Map<String, String>> after) {
    compare(changes, kind, before, after, Map.of());
  }

  /**
   * @param defaults the values of the fields that a site leaves out
   */
  private static void compare(
      List<ChangeView> changes,
      String kind,
      Map<String, Map<String, String>> before,
      Map<String, Map<String, String>> after,
      Map<String, Map<String, String>> defaults) {
    TreeSet<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    for (String name : names) {
      Map<String, String> old = before.get(name);
      Map<String, String> now = after.get(name);
      if (!Objects.equals(old, now)) {
        Action action = old == null ? Action.CREATE : now == null ? Action.DELETE : Action.UPDATE;
        changes.add(
            new ChangeView(
                new ResourceId(kind, name),
                action,
                fields(old, now, defaults.getOrDefault(name, Map.of()))));
      }
    }
  }

  private static List<FieldChange> fields(
      @Nullable Map<String, String> before,
      @Nullable Map<String, String> after,
      Map<String, String> defaults) {
    Map<String, String> old = before == null ? Map.of() : before;
    Map<String, String> now = after == null ? Map.of() : after;
    List<FieldChange> fields = new ArrayList<>();
    TreeSet<String> names = new TreeSet<>(old.keySet());
    names.addAll(now.keySet());
    for (String name : names) {
      if (!Objects.equals(old.get(name), now.get(name))) {
        fields.add(field(name, old.get(name), now.get(name), defaults.get(name)));
      }
    }
    return fields;
  }

  private static FieldChange field(
      String name, @Nullable String from, @Nullable String to, @Nullable String byDefault) {
    if (!name.equals("password")) {
      boolean atDefault =
          from == null ? to != null && to.equals(byDefault) : to == null && from.equals(byDefault);
      return new FieldChange(name, from, to, atDefault);
    }
    return new FieldChange(name, from == null ? null : "(secret)", to == null ? null : "(secret)");
  }

  private static Map<String, String> named(String name, Map<String, String> fields) {
    Map<String, String> named = new LinkedHashMap<>(fields);
    named.put("name", name);
    return named;
  }

  private static Map<String, Map<String, String>> routers(HostState state) {
    Map<String, Map<String, String>> routers = new LinkedHashMap<>();
    state.virtualRouters().forEach(router -> routers.put(router.name(), RouterFields.of(router)));
    return routers;
  }

  private static Map<String, Map<String, String>> routerDefaults(HostState state) {
    Map<String, Map<String, String>> defaults = new LinkedHashMap<>();
    state
        .virtualRouters()
        .forEach(router -> defaults.put(router.name(), RouterFields.defaults(router)));
    return defaults;
  }

  private static Map<String, Map<String, String>> trackers(HostState state) {
    Map<String, Map<String, String>> trackers = new LinkedHashMap<>();
    state
        .vrrp()
        .trackers()
        .forEach(tracker -> trackers.put(tracker.name(), PolicyFields.of(tracker)));
    return trackers;
  }

  private static Map<String, Map<String, String>> sessions(HostState state) {
    Map<String, Map<String, String>> sessions = new LinkedHashMap<>();
    state
        .vrrp()
        .bfdSessions()
        .forEach(session -> sessions.put(session.name(), PolicyFields.of(session)));
    return sessions;
  }

  private static Map<String, Map<String, String>> checks(HostState state) {
    Map<String, Map<String, String>> checks = new LinkedHashMap<>();
    for (VirtualServiceSpec service : state.virtualServices()) {
      CheckSpec check = service.check();
      if (check != null) {
        checks.put(service.name(), CheckFields.of(check, service.onDown()));
      }
      for (RealServerSpec server : service.realServers()) {
        CheckSpec own = service.checkOf(server);
        boolean different = server.options().check() != null || server.options().onDown() != null;
        if (own != null && different) {
          checks.put(
              "%s %s:%d".formatted(service.name(), server.host(), server.checkedPort()),
              CheckFields.of(own, service.onDownOf(server)));
        }
      }
    }
    return checks;
  }

  private static Map<String, Map<String, String>> capacities(HostState state) {
    Map<String, Map<String, String>> capacities = new LinkedHashMap<>();
    for (VirtualServiceSpec service : state.virtualServices()) {
      if (service.capacity() != null) {
        capacities.put(service.name(), PolicyFields.of(service.capacity()));
      }
    }
    return capacities;
  }

  private static Map<String, Map<String, String>> drift(HostState state) {
    DriftPolicy drift = state.drift();
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("mode", drift.mode().name().toLowerCase(Locale.ROOT));
    fields.put("every", SiteFields.duration(drift.everyMillis()));
    if (drift.cron() != null) {
      fields.put("cron", drift.cron());
    }
    return Map.of("policy", fields);
  }

  private static Map<String, Map<String, String>> generations(HostState state) {
    return Map.of("kept", Map.of("number", String.valueOf(state.keptGenerations())));
  }

  private static Map<String, Map<String, String>> groups(HostState state) {
    Map<String, Map<String, String>> groups = new LinkedHashMap<>();
    for (VrrpPolicy.SyncGroupSpec group : state.vrrp().syncGroups()) {
      SiteFields words =
          new SiteFields()
              .put("routers", String.join(", ", group.routers()))
              .putTracks(group.tracks())
              .putHooks("notify", group.hooks());
      groups.put(group.name(), words.fields());
    }
    return groups;
  }

  /** The notifications: people get mail, and programs get hooks and FIFOs. */
  private static Map<String, Map<String, String>> told(HostState state) {
    Map<String, Map<String, String>> told = new LinkedHashMap<>();
    if (state.mail() != null) {
      told.put("email", mail(state.mail()));
    }
    if (!state.vrrp().hooks().isEmpty()) {
      told.put("hooks", new SiteFields().putHooks("run", state.vrrp().hooks()).fields());
    }
    Map<String, String> lines =
        state.vrrp().fifoPriorities() ? Map.of("priority_changes", "true") : Map.of();
    state.vrrp().fifos().forEach(path -> told.put("fifo " + path, lines));
    return told;
  }

  private static Map<String, Map<String, String>> metrics(HostState state) {
    return state.metrics() == null
        ? Map.of()
        : Map.of("prometheus", Map.of("listen", state.metrics().toString()));
  }

  private static Map<String, String> mail(MailPolicy mail) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("to", String.join(", ", mail.to()));
    fields.put("from", mail.from());
    fields.put("smtp", mail.smtpHost() + ":" + mail.smtpPort());
    fields.put("timeout", SiteFields.duration(mail.timeoutMillis()));
    return fields;
  }
}

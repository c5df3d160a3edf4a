package org.hactl.control.cost;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hactl.api.ChangeView;
import org.hactl.host.HostState;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.module.Action;
import org.hactl.module.FieldChange;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.VrrpVersion;

/**
 * What changes of virtual routers do. An advertisement of another VRID, version, authentication or,
 * in version 2, interval is dropped (RFC 3768 section 7.1, RFC 9568 section 7.1), so that a backup
 * takes over beside the master after its down timer. Directors change most of these in {@link
 * Stages}.
 */
final class RouterCosts {
  static final String KIND = "vrrp";

  private static final String NAME = "name";
  private static final String PREEMPT = "preempt";
  private static final String INTERVAL = "advert_interval";
  private static final String VRID = "VRID";
  private static final String HOLDS = "holds address[";

  /** The fields by which a director tells whether an advertisement is for it, as sentences. */
  private static final Map<String, String> ON_THE_WIRE = new LinkedHashMap<>();

  static {
    ON_THE_WIRE.put("virtual_router_id", VRID);
    ON_THE_WIRE.put("version", "version");
    ON_THE_WIRE.put("family", "family");
    ON_THE_WIRE.put("interface", "interface");
    ON_THE_WIRE.put("sent_on", "sending interface");
    ON_THE_WIRE.put("multicast_group", "multicast group");
    ON_THE_WIRE.put("unicast.peers", "peers");
    ON_THE_WIRE.put("authentication", "authentication");
    ON_THE_WIRE.put("password", "password");
  }

  private final String host;
  private final List<ChangeView> changes;
  private final Map<String, HostState> site;

  /** The hosts that the plan is for. */
  private final Set<String> planned;

  RouterCosts(String host, List<ChangeView> changes, PlanCosts plan) {
    this.host = host;
    this.changes = changes;
    this.site = plan.site();
    this.planned = plan.hosts();
  }

  Optional<Cost> of(ChangeView change) {
    String router = change.id().key();
    return switch (change.action()) {
      case DELETE ->
          Optional.of(
              cost(
                  change,
                  Effect.GOES,
                  "%s gives up the VIPs of %s: %s".formatted(host, router, given(change))));
      case UPDATE -> updated(change, router);
      case CREATE, RUN -> Optional.empty();
    };
  }

  private static String given(ChangeView change) {
    Set<String> vips = new TreeSet<>(vips(change, false));
    return vips.isEmpty() ? "none" : String.join(", ", vips);
  }

  private Optional<Cost> updated(ChangeView change, String router) {
    Set<String> fields =
        change.fields().stream().map(FieldChange::field).collect(Collectors.toSet());
    if (fields.equals(Set.of(NAME))) {
      return Optional.of(
          cost(change, Effect.NONE, "only the name changes, which is not on the wire"));
    }
    Set<String> apart = new TreeSet<>();
    ON_THE_WIRE.forEach((field, word) -> {
      if (fields.contains(field)) {
        apart.add(word);
      }
    });
    if (fields.contains(INTERVAL) && isVersion2(router)) {
      apart.add("interval");
    }
    if (!Stages.has(change, changes, site.get(host))) {
      return Optional.of(cost(change, Effect.TWO_MASTERS, apart(router, apart)));
    }
    return addresses(change, router)
        .or(() -> role(change, router, fields))
        .or(() -> staged(change, router, apart));
  }

  private Optional<Cost> staged(ChangeView change, String router, Set<String> words) {
    Set<String> directors = directors(router);
    Set<String> outside = new TreeSet<>(directors);
    outside.removeAll(planned);
    boolean otherFollows = directors.size() == 1 || !outside.isEmpty();
    Set<String> all = new TreeSet<>(words);
    if (otherFollows && !vips(change, true).isEmpty()) {
      all.add("VIPs");
    }
    if (all.isEmpty()) {
      return Optional.empty();
    }
    String what = String.join(" and ", all);
    String text =
        otherFollows
            ? "%s is advertised with the old and the new %s until 15 minutes after the apply: in this time, give %s the new one%s"
                .formatted(
                    router,
                    what,
                    outside.isEmpty()
                        ? "a director that hactl does not manage"
                        : String.join(", ", outside),
                    all.contains(VRID)
                        ? "; a keepalived that is master gives the role up when it gets another VRID"
                        : "")
            : "directors send and accept the old and the new %s until all have the new one"
                .formatted(what);
    return Optional.of(cost(change, Effect.NONE, text));
  }

  private String apart(String router, Set<String> words) {
    return "directors with the old and with the new %s do not hear each other: they change at the same moment, and one that is left behind becomes master of %s too"
        .formatted(String.join(" and ", words), router);
  }

  private Optional<Cost> addresses(ChangeView change, String router) {
    Set<String> removed = vips(change, false);
    Set<String> moved = new HashSet<>(removed);
    moved.retainAll(addedElsewhere(change));
    if (!moved.isEmpty()) {
      return Optional.of(
          cost(
              change,
              Effect.TWO_MASTERS,
              "%s moves from %s to another virtual router: if another director is master of that one, both have it for half a second"
                  .formatted(String.join(", ", moved), router)));
    }
    if (!removed.isEmpty()) {
      return Optional.of(
          cost(
              change,
              Effect.GOES,
              "clients of %s get no answer any more".formatted(String.join(", ", removed))));
    }
    return Optional.empty();
  }

  private Optional<Cost> role(ChangeView change, String router, Set<String> fields) {
    if (fields.contains("priority") && preempts(change, router)) {
      return Optional.of(
          cost(
              change,
              Effect.ROLE_MAY_MOVE,
              "the role of %s may move to another director".formatted(router)));
    }
    if (fields.contains("priority")) {
      return Optional.of(
          cost(
              change,
              Effect.NONE,
              "with preempt: false the role of %s stays with its master".formatted(router)));
    }
    return fields.contains(PREEMPT) && preempts(change, router)
        ? Optional.of(
            cost(
                change,
                Effect.ROLE_MAY_MOVE,
                "the role of %s may move: a director of higher priority takes it from now on"
                    .formatted(router)))
        : Optional.empty();
  }

  /**
   * Whether a director may take the role of a healthy master; the owner of the addresses always
   * does (RFC 5798 section 6.1). If nothing is known of the router, one may.
   */
  private boolean preempts(ChangeView change, String router) {
    boolean owner =
        change.fields().stream()
            .anyMatch(each -> each.field().equals("priority") && "255".equals(each.to()));
    List<RouterConfig> known =
        site.values().stream()
            .flatMap(state -> state.virtualRouters().stream())
            .filter(each -> each.name().equals(router))
            .map(VirtualRouterSpec::config)
            .toList();
    return owner
        || known.isEmpty()
        || known.stream().anyMatch(each -> each.preempt() || each.isOwner());
  }

  /** The VIPs that a router gets, or that it no longer has. */
  private static Set<String> vips(ChangeView change, boolean added) {
    return change.fields().stream()
        .filter(each -> each.field().startsWith(HOLDS))
        .filter(each -> (added ? each.from() : each.to()) == null)
        .map(each -> each.field().substring(HOLDS.length(), each.field().length() - 1))
        .map(each -> each.substring(each.indexOf(' ') + 1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Set<String> addedElsewhere(ChangeView change) {
    return changes.stream()
        .filter(each -> each.id().kind().equals(KIND) && !each.id().equals(change.id()))
        .filter(each -> each.action() != Action.DELETE)
        .flatMap(each -> vips(each, true).stream())
        .collect(Collectors.toSet());
  }

  private boolean isVersion2(String router) {
    HostState state = site.get(host);
    return state == null
        || state.virtualRouters().stream()
            .filter(each -> each.name().equals(router))
            .map(VirtualRouterSpec::config)
            .allMatch(each -> each.version() == VrrpVersion.V2);
  }

  /** The hosts of the site that run this router. */
  private Set<String> directors(String router) {
    return site.values().stream()
        .filter(each -> each.routerNames().contains(router))
        .map(HostState::host)
        .collect(Collectors.toSet());
  }

  private Cost cost(ChangeView change, Effect effect, String text) {
    return new Cost(host, change.id(), effect, change.id().key(), text);
  }
}

package org.hactl.agent.status;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.hactl.agent.engines.TwoMastersText;
import org.hactl.api.FifoView;
import org.hactl.api.HostStatus.GroupView;
import org.hactl.api.HostStatus.OtherMasterView;
import org.hactl.api.HostStatus.RouterView;
import org.hactl.api.HostStatus.VrrpView;
import org.hactl.host.HostState;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.host.VrrpPolicy.SyncGroupSpec;
import org.hactl.module.Resource;
import org.hactl.module.address.AddressResource;
import org.hactl.notify.Subject;
import org.hactl.vrrp.model.OtherMaster;
import org.hactl.vrrp.model.Reason;
import org.hactl.vrrp.model.RouterStatus;
import org.hactl.vrrp.model.State;
import org.hactl.vrrp.model.VrrpStatus;
import org.jspecify.annotations.Nullable;

/**
 * The VRRP engine's status, as {@code hactl status} shows it. Pure.
 *
 * @param handedOverBy who handed a router over of which this host follows another master
 * @param told the counters and results from the reports of events
 */
record RouterViews(
    HostState state,
    VrrpStatus status,
    Reported told,
    Function<String, Optional<String>> handedOverBy) {
  /** The prefix of the counters that count transitions by reason. */
  static final String TRANSITIONS = "transitions-";

  static final String REJECTED = "rejected-";

  List<RouterView> routers() {
    return status.routers().stream().map(this::view).toList();
  }

  VrrpView shared() {
    Map<String, Long> unassigned = new TreeMap<>();
    status.unassigned().forEach((reason, count) -> unassigned.put(reason.text(), count));
    return new VrrpView(
        status.realtimePriority(),
        status.realtimeError(),
        unassigned,
        told.stalls(),
        told.longestStallMillis(),
        state.vrrp().syncGroups().stream().map(this::group).toList(),
        told.fifos().stream()
            .map(each -> new FifoView(each.path(), each.written(), each.dropped(), each.error()))
            .toList());
  }

  private RouterView view(RouterStatus router) {
    boolean own = router.state() == State.MASTER;
    InetAddress master = own ? null : router.master().address();
    String detail = detail(router);
    String reason = router.role().reason().text();
    Optional<VirtualRouterSpec> spec =
        state.virtualRouters().stream()
            .filter(each -> each.name().equals(router.name()))
            .findFirst();
    return RouterView.builder(
            router.name(),
            router.identity().virtualRouterId(),
            router.identity().version().number(),
            router.identity().interfaceName())
        .state(
            router.state().name(),
            detail == null ? reason : reason + ": " + detail,
            router.role().since().toEpochMilli())
        .priority(router.priority().configured(), router.priority().effective())
        .group(state.vrrp().groupOf(router.name()).map(SyncGroupSpec::name).orElse(null))
        .master(
            master == null ? null : master.getHostAddress(),
            own ? router.priority().effective() : router.master().priority())
        .addresses(
            spec.map(VirtualRouterSpec::addressTexts).orElse(List.of()),
            spec.map(RouterViews::held).orElse(List.of()))
        .otherMaster(otherMaster(router.otherMaster()))
        .hooks(told.hooks().apply(Subject.router(router.name())))
        .maxTimerLatenessMicros(router.maxTimerLateness().toNanos() / 1_000)
        .sendError(router.traffic().lastSendError())
        .counters(counters(router))
        .advertIntervalMillis(router.master().advertInterval().toMillis())
        .rank(rank(router))
        .alsoHeard(router.identity().alsoHeard())
        .build();
  }

  private @Nullable String detail(RouterStatus router) {
    return router.role().reason() == Reason.OPERATOR
        ? handedOverBy.apply(router.name()).map(who -> "handed over by " + who).orElse(null)
        : router.role().detail();
  }

  private @Nullable String rank(RouterStatus router) {
    String byServices = router.priority().tracked().rank().reason();
    // A router in FAULT says so as its reason.
    String bySite = router.state() == State.FAULT ? null : told.standingBack().get(router.name());
    if (bySite == null) {
      return byServices;
    }
    return byServices == null ? bySite : bySite + "; " + byServices;
  }

  private static List<String> held(VirtualRouterSpec router) {
    return router.held().stream().map(each -> held(router, each)).toList();
  }

  private static String held(VirtualRouterSpec router, Resource resource) {
    if (resource instanceof AddressResource address) {
      return address.interfaceName().equals(router.interfaceName())
          ? address.address()
          : address.address() + " dev " + address.interfaceName();
    }
    return resource.id().toString();
  }

  private static @Nullable OtherMasterView otherMaster(@Nullable OtherMaster other) {
    return other == null
        ? null
        : new OtherMasterView(
            other.peer().getHostAddress(),
            other.priority(),
            other.rejected() == null ? "" : other.rejected().text(),
            TwoMastersText.of(other),
            other.since().toEpochMilli());
  }

  private GroupView group(SyncGroupSpec group) {
    List<RouterStatus> members =
        status.routers().stream().filter(each -> group.routers().contains(each.name())).toList();
    List<String> states = members.stream().map(each -> each.state().name()).distinct().toList();
    return new GroupView(
        group.name(),
        group.routers(),
        states.size() == 1 ? states.getFirst() : "CHANGING",
        members.stream().mapToLong(each -> each.role().since().toEpochMilli()).max().orElse(0),
        told.hooks().apply(Subject.group(group.name())));
  }

  private Map<String, Long> counters(RouterStatus router) {
    RouterStatus.Traffic traffic = router.traffic();
    Map<String, Long> counters = new TreeMap<>();
    counters.put("transitions", router.role().transitions());
    counters.put("advertisements-sent", traffic.advertisementsSent());
    counters.put("advertisements-received", traffic.advertisementsReceived());
    counters.put("gratuitous-arps-sent", traffic.gratuitousArpsSent());
    counters.put("send-errors", traffic.sendErrors());
    traffic.rejected().forEach((reason, count) -> counters.put(REJECTED + reason.text(), count));
    told.transitions()
        .apply(router.name())
        .forEach((reason, count) -> counters.put(TRANSITIONS + reason, count));
    return counters;
  }
}

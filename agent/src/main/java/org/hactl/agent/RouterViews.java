package org.hactl.agent;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hactl.agent.api.HostStatus.RouterView;
import org.hactl.host.HostState;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.vrrp.RouterStatus;
import org.hactl.vrrp.State;
import org.hactl.vrrp.VrrpStatus;

/** What the VRRP engine knows, as it is shown. Pure. */
final class RouterViews {
  private RouterViews() {}

  static List<RouterView> of(HostState state, VrrpStatus status) {
    return status.routers().stream().map(router -> view(state, router)).toList();
  }

  private static RouterView view(HostState state, RouterStatus router) {
    boolean own = router.state() == State.MASTER;
    InetAddress master = own ? null : router.master();
    String detail = router.detail();
    String reason = router.reason().text();
    return new RouterView(
        router.name(),
        router.virtualRouterId(),
        router.version().number(),
        router.interfaceName(),
        router.state().name(),
        detail == null ? reason : reason + ": " + detail,
        router.since().toEpochMilli(),
        router.priority(),
        master == null ? null : master.getHostAddress(),
        own ? router.priority() : router.masterPriority(),
        state.virtualRouters().stream()
            .filter(spec -> spec.name().equals(router.name()))
            .map(VirtualRouterSpec::addresses)
            .findFirst()
            .orElse(List.of()),
        counters(router));
  }

  private static Map<String, Long> counters(RouterStatus router) {
    Map<String, Long> counters = new TreeMap<>();
    counters.put("transitions", router.transitions());
    counters.put("advertisements-sent", router.advertisementsSent());
    counters.put("advertisements-received", router.advertisementsReceived());
    counters.put("gratuitous-arps-sent", router.gratuitousArpsSent());
    counters.put("send-errors", router.sendErrors());
    router.rejected().forEach((reason, count) -> counters.put("rejected-" + reason.text(), count));
    return counters;
  }
}

package org.hactl.vrrp.engine;

import java.util.HashMap;
import java.util.Map;
import org.hactl.vrrp.model.Input;
import org.hactl.vrrp.model.ProtocolOptions;
import org.hactl.vrrp.model.ResumeHint;
import org.hactl.vrrp.model.RouterSnapshot;
import org.jspecify.annotations.Nullable;

/** How the engine's new routers start: in the place of another one, or by themselves. */
final class RouterStarts {
  private final RoleMemory memory;
  private final RoleRequests requests;
  private final long engineStartNanos;

  /** What another process or another router left, by the routers' names. */
  private final Map<String, RouterSnapshot> inherited = new HashMap<>();

  RouterStarts(RoleMemory memory, RoleRequests requests, long engineStartNanos) {
    this.memory = memory;
    this.requests = requests;
    this.engineStartNanos = engineStartNanos;
  }

  /** The routers that start from now on go on in the place of these. */
  void inherit(Map<String, RouterSnapshot> from) {
    inherited.clear();
    inherited.putAll(from);
  }

  /** The router of this name that starts goes on in the place of this one. */
  void replace(String router, RouterSnapshot from) {
    inherited.put(router, from);
  }

  /** Whether the router goes on in the place of another one. */
  boolean inherits(String router) {
    return inherited.containsKey(router);
  }

  /** How far the router stood back before. */
  Input.Deferred deferred(String router) {
    RouterSnapshot from = inherited.get(router);
    return from == null ? Input.Deferred.NOT : from.deferred();
  }

  void start(ActiveRouter router, @Nullable ResumeHint hint, long nowNanos) {
    RouterSnapshot from = inherited.get(router.config().name());
    boolean handedOver = requests.hadHandedOver(router.config().name());
    if (from != null) {
      router.takeOver(from, nowNanos);
      return;
    }
    ProtocolOptions options = router.config().options();
    long holdNanos = options.holdNanos(nowNanos - engineStartNanos, nowNanos);
    long lettingGoNanos =
        memory.letsGo() ? engineStartNanos + RoleMemory.LETTING_GO_NANOS - nowNanos : 0;
    if (handedOver) {
      router.step(new Input.HandedOver(), nowNanos);
    }
    router.start(hint, Math.max(holdNanos, lettingGoNanos), lettingGoNanos > 0, nowNanos);
  }
}

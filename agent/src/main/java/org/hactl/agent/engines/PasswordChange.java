package org.hactl.agent.engines;

import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hactl.host.HostState;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.vrrp.model.Authentication;
import org.hactl.vrrp.model.RouterConfig;
import org.jspecify.annotations.Nullable;

/**
 * How routers advertise while their password changes, so that directors hear each other all the
 * time. Before its generation is confirmed, a router still sends the old password, which every
 * director accepts, and accepts the new one too. Once it is confirmed it sends the new one, which
 * every director accepts by then, and accepts the old one until the others are confirmed as well.
 * Pure.
 *
 * <p>The authentication header is left out: its key is not in the packet, and a change of it is on
 * another IP protocol or another digest.
 *
 * @param before the state in force before
 * @param after the state that is applied
 */
record PasswordChange(HostState before, HostState after) {
  /** No password changes. */
  static PasswordChange none(HostState state) {
    return new PasswordChange(state, state);
  }

  /** Whether a router's password changes. */
  boolean isAny() {
    return !pending().equals(routers());
  }

  /** The routers as the state has them, which accept nothing else. */
  List<RouterConfig> routers() {
    return RouterConfigs.of(after);
  }

  /** The routers before the generation is confirmed. */
  List<RouterConfig> pending() {
    return changing((old, now) -> new Authentication.Changing(old, now));
  }

  /** The routers after the generation was confirmed. */
  List<RouterConfig> confirmed() {
    return changing((old, now) -> new Authentication.Changing(now, old));
  }

  private List<RouterConfig> changing(
      BiFunction<Authentication, Authentication, Authentication> both) {
    Map<String, String> renames = before.renamesTo(after);
    Map<String, RouterConfig> earlier =
        before.virtualRouters().stream()
            .map(VirtualRouterSpec::config)
            .map(old -> old.toBuilder().name(renames.getOrDefault(old.name(), old.name())).build())
            .collect(Collectors.toMap(RouterConfig::name, Function.identity()));
    return routers().stream()
        .map(router -> changing(earlier.get(router.name()), router, both))
        .toList();
  }

  private static RouterConfig changing(
      @Nullable RouterConfig old,
      RouterConfig router,
      BiFunction<Authentication, Authentication, Authentication> both) {
    return old == null
            || !old.isSameRouter(router)
            || old.authentication().equals(router.authentication())
            || old.authentication() instanceof Authentication.Ah
            || router.authentication() instanceof Authentication.Ah
        ? router
        : router.toBuilder()
            .authentication(both.apply(old.authentication(), router.authentication()))
            .build();
  }
}

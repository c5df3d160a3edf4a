package org.hactl.agent.converge.role;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.hactl.host.HostState;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.module.Resource;
import org.hactl.module.ResourceId;
import org.hactl.module.ipvs.IpvsResource;
import org.hactl.reconcile.Backoff;
import org.hactl.reconcile.PassOutcome;
import org.hactl.reconcile.PassOutcome.Obstacle;
import org.hactl.reconcile.PassOutcome.Unreached;
import org.hactl.reconcile.Roles;
import org.hactl.vrrp.model.Reason;
import org.hactl.vrrp.model.ServingFault;
import org.jspecify.annotations.Nullable;

/**
 * Gives the role of a router away when a pass could not put in place what the master needs, so that
 * another director takes the role at once. The router takes part again when another try makes
 * sense. Belongs to the network worker's thread.
 */
public final class RoleFaults {
  private static final Backoff TRIES = new Backoff(Duration.ofSeconds(10), Duration.ofMinutes(10));

  private final BiConsumer<String, @Nullable ServingFault> engine;
  private final Predicate<ResourceId> possible;
  private final LongSupplier nanos;
  private final Map<String, GivenUp> givenUp = new HashMap<>();
  private final Map<String, Integer> failures = new HashMap<>();

  /**
   * A role that was given away.
   *
   * @param resource the resource that could not be put in place
   * @param seenImpossible whether the host was known to refuse the resource at some time since then
   */
  private record GivenUp(
      VirtualRouterSpec router,
      ResourceId resource,
      Obstacle obstacle,
      long retryNanos,
      boolean seenImpossible) {}

  /**
   * @param engine receives the fault that keeps a router from serving; null if there is none
   * @param possible whether the host would take a resource, as far as the agent can know this
   *     without trying
   * @param nanos a monotonic clock
   */
  public RoleFaults(
      BiConsumer<String, @Nullable ServingFault> engine,
      Predicate<ResourceId> possible,
      LongSupplier nanos) {
    this.engine = engine;
    this.possible = possible;
    this.nanos = nanos;
  }

  /**
   * Call this after each pass. Gives away the roles that miss a resource, and decides which routers
   * may try again.
   */
  public void passed(HostState state, Roles roles, PassOutcome outcome) {
    if (!outcome.unreached().isEmpty() || !failures.isEmpty()) {
      look(state, roles, outcome);
    }
    retry(state);
  }

  private void look(HostState state, Roles roles, PassOutcome outcome) {
    for (VirtualRouterSpec router : state.virtualRouters()) {
      if (roles.isMaster(router.name()) && !givenUp.containsKey(router.name())) {
        Stream.concat(
                router.needed().map(Resource::id).filter(outcome.unreached()::containsKey),
                fought(state, router, outcome))
            .findFirst()
            .ifPresentOrElse(
                id -> giveUp(router, id, Optional.ofNullable(outcome.unreached().get(id))),
                () -> forgetFailures(router, outcome));
      }
    }
  }

  /**
   * Virtual services that another program keeps changing. On another director they may stay
   * unchanged.
   */
  private static Stream<ResourceId> fought(
      HostState state, VirtualRouterSpec router, PassOutcome outcome) {
    return state.servicesOf(router.name()).stream()
        .map(service -> IpvsResource.id(service.key()))
        .filter(id -> {
          Unreached unreached = outcome.unreached().get(id);
          return unreached != null && unreached.obstacle() == Obstacle.FOUGHT;
        });
  }

  private void forgetFailures(VirtualRouterSpec router, PassOutcome outcome) {
    Stream<ResourceId> needed = router.needed().map(Resource::id);
    if (failures.containsKey(router.name()) && needed.allMatch(outcome.inPlace()::contains)) {
      failures.remove(router.name());
    }
  }

  private void giveUp(VirtualRouterSpec router, ResourceId id, Optional<Unreached> found) {
    Unreached unreached = found.orElseThrow();
    Duration wait =
        switch (unreached.obstacle()) {
          case REFUSED -> TRIES.delay(failures.merge(router.name(), 1, Integer::sum));
          case FOUGHT -> unreached.rest();
        };
    givenUp.put(
        router.name(),
        new GivenUp(router, id, unreached.obstacle(), nanos.getAsLong() + wait.toNanos(), false));
    engine.accept(router.name(), new ServingFault(reason(unreached.obstacle()), unreached.text()));
  }

  private static Reason reason(Obstacle obstacle) {
    return switch (obstacle) {
      case REFUSED -> Reason.ADDRESS_REFUSED;
      case FOUGHT -> Reason.ADDRESS_FIGHT;
    };
  }

  /** Lets the routers take part again for which another try makes sense. */
  public void retry(HostState state) {
    for (Map.Entry<String, GivenUp> entry : Map.copyOf(givenUp).entrySet()) {
      GivenUp then = entry.getValue();
      boolean same = state.virtualRouters().contains(then.router());
      if (!same || isWorthATry(then)) {
        givenUp.remove(entry.getKey());
        engine.accept(entry.getKey(), null);
      }
    }
  }

  private boolean isWorthATry(GivenUp then) {
    boolean due = nanos.getAsLong() - then.retryNanos() >= 0;
    if (then.obstacle() == Obstacle.FOUGHT) {
      return due;
    }
    if (!possible.test(then.resource())) {
      givenUp.put(
          then.router().name(),
          new GivenUp(then.router(), then.resource(), then.obstacle(), then.retryNanos(), true));
      return false;
    }
    return due || then.seenImpossible();
  }
}

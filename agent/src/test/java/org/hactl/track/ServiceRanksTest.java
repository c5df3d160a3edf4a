package org.hactl.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hactl.host.HostState;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.track.TrackSources.Pool;
import org.hactl.vrrp.model.ServiceRank;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ServiceRanksTest {
  private static final long SECOND = 1_000_000_000L;
  private static final VirtualRouterSpec ROUTER = TrackStates.router("VI_1").withRankPenalty(50);

  private final Map<String, Pool> pools = new HashMap<>();
  private final Map<String, Pool> confirmed = new HashMap<>();
  private final ServiceRanks ranks =
      new ServiceRanks(
          new TrackSources.Services() {
            @Override
            public @Nullable Pool look(String service) {
              return pools.get(service);
            }

            @Override
            public @Nullable Pool lookSince(String service, @Nullable Long sinceNanos) {
              return sinceNanos == null ? pools.get(service) : confirmed.get(service);
            }
          });

  @Test
  void aServiceWithoutHealthyRealServersCostsThePenalty() {
    pools.put("web", new Pool(2, 0, 2));
    pools.put("api", new Pool(0, 0, 3));
    ranks.configure(state(ROUTER), 0);
    assertThat(ranks.of("VI_1"))
        .isEqualTo(new ServiceRank(50, true, "api has 0 of 3 real servers healthy"));
    pools.put("api", new Pool(1, 0, 3));
    assertThat(ranks.of("VI_1")).isEqualTo(ServiceRank.FULL);
  }

  @Test
  void undecidedChecksCostNothingAndAreWaitedFor() {
    pools.put("web", new Pool(2, 0, 2));
    pools.put("api", new Pool(0, 1, 3));
    ranks.configure(state(ROUTER), 0);
    assertThat(ranks.of("VI_1").penalty()).isZero();
    assertThat(ranks.of("VI_1").decided()).isFalse();
    pools.put("api", new Pool(0, 0, 3));
    ranks.settle(SECOND);
    assertThat(ranks.of("VI_1").decided()).isTrue();
    assertThat(ranks.of("VI_1").penalty()).isEqualTo(50);
  }

  @Test
  void afterACutOnlyNewTriesCountAndAPenaltyStays() {
    pools.put("web", new Pool(2, 0, 2));
    pools.put("api", new Pool(0, 0, 3));
    ranks.configure(state(ROUTER), 0);
    confirmed.put("web", new Pool(0, 2, 2));
    confirmed.put("api", new Pool(0, 3, 3));
    ranks.recheck("VI_1", SECOND);
    assertThat(ranks.of("VI_1").decided()).isFalse();
    assertThat(ranks.of("VI_1").penalty()).isEqualTo(50);
    confirmed.put("web", new Pool(1, 1, 2));
    confirmed.put("api", new Pool(1, 2, 3));
    ranks.settle(2 * SECOND);
    assertThat(ranks.of("VI_1").decided()).isTrue();
  }

  @Test
  void aCheckThatNeverDecidesIsNotWaitedForForever() {
    pools.put("web", new Pool(0, 2, 2));
    ranks.configure(state(ROUTER), 0);
    ranks.settle(59 * SECOND);
    assertThat(ranks.of("VI_1").decided()).isFalse();
    ranks.settle(60 * SECOND);
    assertThat(ranks.of("VI_1")).isEqualTo(ServiceRank.FULL);
    assertThat(ranks.isAwaiting()).isFalse();
  }

  @Test
  void withoutAPenaltyOrWithoutServicesThereIsNoRank() {
    pools.put("web", new Pool(0, 0, 2));
    ranks.configure(state(ROUTER.withRankPenalty(0)), 0);
    assertThat(ranks.routers()).isEmpty();
    assertThat(ranks.of("VI_1")).isEqualTo(ServiceRank.FULL);
    ranks.configure(state(TrackStates.router("VI_2").withRankPenalty(50)), 0);
    assertThat(ranks.routers()).isEmpty();
  }

  private static HostState state(VirtualRouterSpec router) {
    return HostState.builder("shop", "lvs1")
        .virtualRouters(List.of(router))
        .virtualServices(List.of(service("web"), service("api")))
        .build();
  }

  private static VirtualServiceSpec service(String name) {
    return VirtualServiceSpec.builder(name, "192.168.0.254", name.length() + name.charAt(0))
        .virtualRouter("VI_1")
        .build();
  }
}

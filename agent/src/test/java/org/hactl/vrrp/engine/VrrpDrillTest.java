package org.hactl.vrrp.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.wire.Fixtures;
import org.junit.jupiter.api.Test;

class VrrpDrillTest {
  @Test
  void everyKindOfRouterBecomesMaster() {
    for (RouterConfig router :
        List.of(
            Fixtures.v2(),
            Fixtures.v3(),
            Fixtures.ipv6(),
            Fixtures.mixed(),
            Fixtures.ah(),
            Fixtures.unicast())) {
      assertThat(VrrpDrill.run(List.of(router))).as(router.name()).isEqualTo(1000);
    }
  }

  @Test
  void manyRoutersBecomeMasterTogether() {
    List<RouterConfig> routers =
        IntStream.rangeClosed(1, 250).mapToObj(id -> Fixtures.on("eth0", "VI_" + id, id)).toList();
    assertThat(VrrpDrill.run(routers)).isEqualTo(1000);
  }

  @Test
  void withoutRoutersNothingIsDrilled() {
    assertThat(VrrpDrill.run(List.of())).isZero();
  }
}

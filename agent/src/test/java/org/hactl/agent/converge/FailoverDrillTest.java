package org.hactl.agent.converge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.hactl.host.HostState;
import org.hactl.module.Resource;
import org.hactl.module.address.AddressResource;
import org.junit.jupiter.api.Test;

class FailoverDrillTest {
  @Test
  void runsOnceAndOnlyIfThereIsMuchToTakeOver() {
    FailoverDrill drill = new FailoverDrill(_ -> {});
    assertThat(drill.follow(state(1))).isFalse();
    assertThat(drill.follow(state(250))).isTrue();
    assertThat(drill.follow(state(250))).isFalse();
  }

  private static HostState state(int addresses) {
    List<Resource> held =
        IntStream.range(0, addresses)
            .<Resource>mapToObj(i -> AddressResource.of("eth0", "10.0.0." + i))
            .toList();
    return HeldHost.state(List.of(), List.of(HeldHost.router("VI_1", held)));
  }
}

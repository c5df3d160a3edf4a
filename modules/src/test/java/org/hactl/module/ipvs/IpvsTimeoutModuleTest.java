package org.hactl.module.ipvs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.hactl.linux.kernel.ipvs.IpvsTimeouts;
import org.hactl.linux.memory.MemoryKernel;
import org.hactl.module.Plan;
import org.hactl.module.ipvs.IpvsTimeoutResource.State;
import org.hactl.module.kernel.Host;
import org.junit.jupiter.api.Test;

class IpvsTimeoutModuleTest {
  private static final IpvsTimeoutResource TCP = new IpvsTimeoutResource(State.TCP, 3_600);

  private final MemoryKernel kernel = new MemoryKernel();
  private final Host<IpvsTimeoutResource, Optional<IpvsTimeouts>> host =
      new Host<>(new IpvsTimeoutModule(kernel.ipvs()));

  @Test
  void changesOnlyWhatIsWantedAndPutsItBack() throws Exception {
    assertThat(Host.words(host.converge(List.of(TCP))))
        .containsExactly("UPDATE ipvs-timeout[tcp] | seconds: 900 > 3600");
    assertThat(kernel.ipvs().timeouts()).isEqualTo(new IpvsTimeouts(3_600, 120, 300));
    host.converge(List.of(new IpvsTimeoutResource(State.TCP, 60)));
    assertThat(Host.words(host.converge(List.of())))
        .containsExactly("DELETE ipvs-timeout[tcp] | seconds: 60 > 900");
    assertThat(kernel.ipvs().timeouts()).isEqualTo(IpvsTimeouts.OF_THE_KERNEL);
    assertThat(host.owned()).isEmpty();
  }

  @Test
  void driftIsRepairedAndThePriorValueKept() throws Exception {
    host.converge(List.of(TCP));
    kernel.ipvs().timeouts(new IpvsTimeouts(5, 0, 0));
    assertThat(Host.words(host.converge(List.of(TCP))))
        .containsExactly("UPDATE ipvs-timeout[tcp] | seconds: 5 > 3600");
    host.converge(List.of());
    assertThat(kernel.ipvs().timeouts().tcpSeconds()).isEqualTo(900);
  }

  @Test
  void aTimeoutThatIsRightAlreadyIsNotOwned() throws Exception {
    assertThat(host.converge(List.of(new IpvsTimeoutResource(State.UDP, 300))))
        .isEqualTo(Plan.NOTHING);
    assertThat(host.converge(List.of())).isEqualTo(Plan.NOTHING);
  }
}

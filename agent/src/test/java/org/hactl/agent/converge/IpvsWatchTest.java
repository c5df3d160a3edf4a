package org.hactl.agent.converge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.hactl.linux.kernel.ipvs.Ipvs;
import org.hactl.linux.kernel.ipvs.IpvsChange;
import org.hactl.linux.kernel.ipvs.IpvsDestination;
import org.hactl.linux.kernel.ipvs.IpvsForwardMethod;
import org.hactl.linux.kernel.ipvs.IpvsService;
import org.hactl.linux.kernel.ipvs.IpvsServiceKey;
import org.hactl.linux.memory.MemoryKernel;
import org.hactl.linux.net.InetAddresses;
import org.junit.jupiter.api.Test;

class IpvsWatchTest {
  private static final IpvsServiceKey KEY = IpvsServiceKey.parse("192.0.2.1:80/tcp");

  private final MemoryKernel kernel = new MemoryKernel();
  private final Ipvs ipvs = kernel.ipvs();
  private final AtomicLong nanos = new AtomicLong();
  private final IpvsWatch watch = new IpvsWatch(ipvs, nanos::get);

  @Test
  void tellsOfAChangeOnce() {
    assertThat(watch.hasChanged()).isTrue();
    assertThat(watch.hasChanged()).isFalse();
    add();
    assertThat(watch.hasChanged()).isTrue();
    assertThat(watch.hasChanged()).isFalse();
    var _ =
        ipvs.apply(
            List.of(
                new IpvsChange.AddDestination(
                    KEY,
                    new IpvsDestination(
                        InetAddresses.parse("192.0.2.9"), 80, IpvsForwardMethod.DR, 1, 0, 0))));
    assertThat(watch.hasChanged()).isTrue();
    assertThat(watch.hasChanged()).isFalse();
  }

  @Test
  void reportsAChangeAgainAfterAPassHasChangedIpvs() {
    assertThat(watch.hasChanged()).isTrue();
    add();
    watch.changedByPass();
    var _ = ipvs.apply(List.of(new IpvsChange.RemoveService(KEY)));
    assertThat(watch.hasChanged()).isTrue();
  }

  @Test
  void reportsAChangeEachTimeIfTheKernelHasNoIpvs() {
    kernel.withoutIpvs();
    assertThat(watch.hasChanged()).isTrue();
    assertThat(watch.hasChanged()).isTrue();
  }

  @Test
  void restsLongerAfterALookThatTookLong() {
    assertThat(watch.isDue()).isTrue();
    IpvsWatch slow = new IpvsWatch(ipvs, () -> nanos.getAndAdd(1_000));
    assertThat(slow.hasChanged()).isTrue();
    assertThat(slow.isDue()).isFalse();
    nanos.addAndGet(4_000);
    assertThat(slow.isDue()).isTrue();
  }

  private void add() {
    var _ = ipvs.apply(List.of(new IpvsChange.AddService(IpvsService.of(KEY, "rr"))));
  }
}

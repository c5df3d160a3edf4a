package org.hactl.health.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class SourcePortsTest {
  private static final InetSocketAddress VIP =
      new InetSocketAddress(InetAddress.ofLiteral("192.0.2.254"), 80);
  private static final InetSocketAddress OTHER =
      new InetSocketAddress(InetAddress.ofLiteral("192.0.2.254"), 81);

  private final SourcePorts ports = new SourcePorts(SourcePorts.COUNT - 1);

  @Test
  void eachConnectionHasTheNextPort() throws Exception {
    assertThat(ports.next(VIP, 1, 0)).isEqualTo(SourcePorts.FIRST + SourcePorts.COUNT - 1);
    assertThat(ports.next(VIP, 2, 0)).isEqualTo(SourcePorts.FIRST);
  }

  @Test
  void aPortIsUsedByAnotherWayOnlyWhenItsEntryIsOver() throws Exception {
    for (int n = 0; n < SourcePorts.COUNT; n++) {
      ports.next(VIP, 1, 0);
    }
    assertThatThrownBy(() -> ports.next(VIP, 2, SourcePorts.KEPT_MILLIS - 1))
        .isInstanceOf(BindException.class)
        .hasMessageStartingWith("Cannot assign requested address");
    assertThat(ports.next(OTHER, 2, 0)).as("another VIP").isPositive();
    assertThat(ports.next(VIP, 1, 0)).as("the same way").isPositive();
    assertThat(ports.next(VIP, 2, SourcePorts.KEPT_MILLIS)).isPositive();
  }
}

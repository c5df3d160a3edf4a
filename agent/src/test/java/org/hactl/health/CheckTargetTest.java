package org.hactl.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.hactl.health.probe.Aim;
import org.hactl.host.CheckSpec;
import org.hactl.host.CheckSpec.Place;
import org.hactl.host.CheckSpec.Timing;
import org.hactl.host.CheckSpec.Via;
import org.hactl.host.Talk;
import org.hactl.host.VirtualServiceSpec;
import org.junit.jupiter.api.Test;

class CheckTargetTest {
  private static final Timing TIMING = new Timing(1_000, 1_000, 1, 1);
  private static final CheckSpec DIRECT = new CheckSpec.Tcp(81, TIMING);
  private static final CheckSpec VIA_VIP =
      new CheckSpec.Tcp(new Place(null, 82, null, null, null, Via.VIP), Talk.NONE, TIMING);

  @Test
  void viaVipAsksTheVipWithTheMarkOfTheRealServer() {
    CheckTarget target = target(Specs.service("web", VIA_VIP, 80));
    assertThat(target.check()).isEqualTo(VIA_VIP);
    Aim aim = target.aims().getFirst();
    assertThat(aim.address()).isEqualTo(at("192.0.2.1", 82));
    assertThat(aim.path()).isNotNull();
    assertThat(aim.path().address()).isEqualTo("127.0.0.1");
    assertThat(aim.egress().mark()).isEqualTo(aim.path().mark());
    assertThat(aim.byRoute().egress().mark()).isNull();
  }

  @Test
  void eachOfSeveralVipsIsAskedAndTheRealServerOnce() {
    CheckSpec both = new CheckSpec.All(List.of(DIRECT, VIA_VIP));
    CheckTarget target =
        target(Specs.service("web", both, 80), Specs.service("web", "192.0.2.2", 80, both, 80));
    assertThat(target.aims())
        .extracting(Aim::address)
        .containsExactly(at("127.0.0.1", 81), at("192.0.2.1", 82), at("192.0.2.2", 82));
    assertThat(target.check())
        .isEqualTo(
            new CheckSpec.All(List.of(DIRECT, new CheckSpec.All(List.of(VIA_VIP, VIA_VIP)))));
  }

  private static CheckTarget target(VirtualServiceSpec... services) {
    return CheckTarget.of(List.of(services)).values().iterator().next();
  }

  private static InetSocketAddress at(String address, int port) {
    return new InetSocketAddress(InetAddress.ofLiteral(address), port);
  }
}

package org.hactl.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.hactl.host.CheckSpec.Place;
import org.hactl.host.CheckSpec.Timing;
import org.hactl.host.CheckSpec.Via;
import org.hactl.host.VirtualServiceSpec.ForwardMethod;
import org.hactl.host.VirtualServiceSpec.RealServerSpec;
import org.hactl.linux.net.Family;
import org.hactl.module.ipvs.CheckMarks;
import org.junit.jupiter.api.Test;

class CheckPathsTest {
  private static final CheckSpec VIA_VIP =
      new CheckSpec.Tcp(
          new Place(null, null, null, null, null, Via.VIP),
          Talk.NONE,
          new Timing(1_000, 1_000, 1, 1));

  @Test
  void aRealServerHasOneMarkWhateverServicesAskIt() {
    List<CheckPath> paths =
        CheckPaths.of(
                List.of(
                    service("a", 80, ForwardMethod.DR, 1, 2),
                    service("b", 81, ForwardMethod.DR, 2)))
            .all();
    assertThat(paths).extracting(CheckPath::address).containsExactly("192.0.2.1", "192.0.2.2");
    assertThat(paths).extracting(CheckPath::family).containsOnly(Family.INET);
    assertThat(paths)
        .extracting(CheckPath::mark)
        .doesNotHaveDuplicates()
        .allMatch(CheckMarks::contains);
  }

  @Test
  void aMarkStaysWhileOthersComeAndGo() {
    VirtualServiceSpec one = service("a", 80, ForwardMethod.DR, 2);
    VirtualServiceSpec more = service("a", 80, ForwardMethod.DR, 1, 2, 3);
    assertThat(CheckPaths.of(List.of(more)).all()).containsAll(CheckPaths.of(List.of(one)).all());
  }

  @Test
  void aTunnelToTheSameRealServerIsAnotherWay() {
    List<CheckPath> paths =
        CheckPaths.of(
                List.of(
                    service("a", 80, ForwardMethod.DR, 1), service("b", 81, ForwardMethod.TUN, 1)))
            .all();
    assertThat(paths)
        .extracting(CheckPath::forward)
        .containsExactlyInAnyOrder(ForwardMethod.DR, ForwardMethod.TUN);
  }

  @Test
  void natAndOtherChecksHaveNone() {
    VirtualServiceSpec nat = service("a", 80, ForwardMethod.NAT, 1);
    VirtualServiceSpec direct =
        service("b", 81, ForwardMethod.DR, 1).toBuilder()
            .check(new CheckSpec.Tcp(80, VIA_VIP.timing()))
            .build();
    CheckPaths paths = CheckPaths.of(List.of(nat, direct));
    assertThat(paths.all()).isEmpty();
    assertThat(paths.of(direct, direct.realServers().getFirst())).isEmpty();
  }

  @Test
  void itsServiceHasTheRealServerAlone() {
    VirtualServiceSpec service = service("a", 80, ForwardMethod.DR, 1);
    CheckPaths paths = CheckPaths.of(List.of(service));
    CheckPath path = paths.of(service, service.realServers().getFirst()).orElseThrow();
    assertThat(path.service().key()).isEqualTo(path.key()).hasToString("fwm " + path.mark());
    assertThat(path.service().realServers())
        .containsExactly(new RealServerSpec("192.0.2.1", "192.0.2.1", 0, 1));
  }

  private static VirtualServiceSpec service(
      String name, int port, ForwardMethod forward, int... servers) {
    return VirtualServiceSpec.builder(name, "192.0.2.254", port)
        .forward(forward)
        .check(VIA_VIP)
        .realServers(
            Arrays.stream(servers)
                .mapToObj(n -> new RealServerSpec("web" + n, "192.0.2." + n, port, 1))
                .toList())
        .build();
  }
}

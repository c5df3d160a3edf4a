package org.hactl.module.ipvs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.ipvs.IpvsChange;
import org.hactl.linux.kernel.ipvs.IpvsDestination;
import org.hactl.linux.kernel.ipvs.IpvsEntry;
import org.hactl.linux.kernel.ipvs.IpvsForwardMethod;
import org.hactl.linux.kernel.ipvs.IpvsService;
import org.hactl.linux.kernel.ipvs.IpvsServiceKey;
import org.hactl.linux.memory.MemoryKernel;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.InetAddresses;
import org.hactl.module.ModuleException;
import org.hactl.module.Plan;
import org.hactl.module.ipvs.IpvsResource.Destination;
import org.hactl.module.ipvs.IpvsResource.Forward;
import org.hactl.module.kernel.Host;
import org.junit.jupiter.api.Test;

class IpvsModuleTest {
  private static final long SEED = 7;
  private static final String WEB = "192.168.0.254:80/tcp";

  private final MemoryKernel kernel = new MemoryKernel();
  private final Host<IpvsResource, List<IpvsEntry>> host =
      new Host<>(new IpvsModule(kernel.ipvs()));

  @Test
  void createsEditsAndRemovesAService() throws Exception {
    assertThat(Host.words(host.converge(List.of(web(dr(20, 1), dr(18, 1))))))
        .containsExactly(
            "CREATE ipvs[192.168.0.254:80/tcp] | scheduler: - > rr | 192.168.0.18:80: - > dr weight"
                + " 1 | 192.168.0.20:80: - > dr weight 1");
    assertThat(kernel.changes()).isEqualTo(3);
    assertThat(Host.words(host.converge(List.of(web(dr(18, 0), dr(20, 1))))))
        .containsExactly(
            "UPDATE ipvs[192.168.0.254:80/tcp] | 192.168.0.18:80: dr weight 1 > dr weight 0");
    assertThat(kernel.changes()).isEqualTo(4);
    assertThat(Host.words(host.converge(List.of(web(dr(20, 1), dr(22, 1))))))
        .containsExactly(
            "UPDATE ipvs[192.168.0.254:80/tcp] | 192.168.0.22:80: - > dr weight 1 |"
                + " 192.168.0.18:80: dr weight 0 > -");
    host.converge(List.of());
    assertThat(kernel.ipvs().list()).isEmpty();
    assertThat(host.owned()).isEmpty();
  }

  @Test
  void schedulerFlagsAndPersistenceAreEditedInPlace() throws Exception {
    host.converge(List.of(web(dr(18, 1))));
    IpvsResource edited =
        new IpvsResource(WEB, "sh", List.of("sh-port"), 300, 24, null, List.of(dr(18, 1)));
    assertThat(Host.words(host.converge(List.of(edited))))
        .containsExactly(
            "UPDATE ipvs[192.168.0.254:80/tcp] | scheduler: rr > sh | flags:  > sh-port |"
                + " persistence:  > 300s per /24");
    assertThat(kernel.changes()).isEqualTo(3);
  }

  @Test
  void everyForwardMethodOfBothFamilies() throws Exception {
    List<IpvsResource> desired =
        List.of(
            IpvsResource.of(
                WEB,
                "wlc",
                List.of(
                    dr(18, 1),
                    Destination.of("192.168.0.20", 8080, Forward.NAT, 3),
                    new Destination("192.168.0.22", 80, Forward.TUN, 2, 100, 50, null))),
            IpvsResource.of(
                "[2001:DB8::254]:80/tcp",
                "wrr",
                List.of(Destination.of("2001:db8::18", 80, Forward.DR, 1))),
            IpvsResource.of("fwm 7", "sh", List.of()));
    host.converge(desired);
    assertThat(kernel.ipvs().list()).hasSize(3);
    Host.assertJson(
        desired.get(1),
        "{\"kind\":\"ipvs\",\"destinations\":[{\"address\":\"2001:db8::18\",\"forward\":\"dr\","
            + "\"lowerThreshold\":0,\"port\":80,\"upperThreshold\":0,\"weight\":1}],\"flags\":[],"
            + "\"persistenceSeconds\":0,\"scheduler\":\"wrr\",\"service\":"
            + "\"[2001:db8::254]:80/tcp\"}");
  }

  @Test
  void aTunnelOfAnotherKindIsDrift() throws Exception {
    Tunnel gue = new Tunnel(Tunnel.Type.GUE, 6080, Tunnel.Checksum.CSUM);
    Destination far = new Destination("192.168.0.22", 80, Forward.TUN, 2, 0, 0, gue);
    host.converge(List.of(web(far)));
    kernel
        .ipvs()
        .apply(
            List.of(
                new IpvsChange.EditDestination(
                    IpvsServiceKey.parse(WEB),
                    Destination.of("192.168.0.22", 80, Forward.TUN, 2).inKernel())));

    assertThat(Host.words(host.converge(List.of(web(far)))))
        .containsExactly(
            "UPDATE ipvs[192.168.0.254:80/tcp] | 192.168.0.22:80: tun weight 2 > tun gue 6080 csum"
                + " weight 2");
  }

  @Test
  void foreignServicesAreReportedAndNotTouched() throws Exception {
    IpvsServiceKey foreign = IpvsServiceKey.parse("192.168.0.253:53/udp");
    kernel.ipvs().apply(List.of(new IpvsChange.AddService(IpvsService.of(foreign, "rr"))));
    assertThat(host.converge(List.of(web(dr(18, 1)))).unmanaged())
        .extracting(Object::toString)
        .containsExactly("ipvs[192.168.0.253:53/udp]");
    assertThat(kernel.ipvs().list()).hasSize(2);
    host.exclusive().converge(List.of(web(dr(18, 1))));
    assertThat(kernel.ipvs().list()).hasSize(1);
  }

  @Test
  void aServiceOfACheckThatACrashLeftIsRemoved() throws Exception {
    IpvsServiceKey left = new IpvsServiceKey.FirewallMark(Family.INET, CheckMarks.FIRST + 7);
    kernel.ipvs().apply(List.of(new IpvsChange.AddService(IpvsService.of(left, "rr"))));
    assertThat(host.converge(List.of(web(dr(18, 1)))).unmanaged()).isEmpty();
    assertThat(kernel.ipvs().list()).hasSize(1);
  }

  @Test
  void aWantedServiceOfAnotherProgramBecomesOurs() throws Exception {
    kernel
        .ipvs()
        .apply(List.of(new IpvsChange.AddService(IpvsService.of(IpvsServiceKey.parse(WEB), "rr"))));
    assertThat(Host.words(host.converge(List.of(web(dr(18, 1))))))
        .containsExactly("UPDATE ipvs[192.168.0.254:80/tcp] | 192.168.0.18:80: - > dr weight 1");
    assertThat(host.owned()).hasSize(1);
  }

  @Test
  void correctsAMethodThatWasSetToLocal() throws Exception {
    host.converge(List.of(web(dr(18, 1))));
    IpvsDestination local =
        IpvsDestination.of(InetAddresses.parse("192.168.0.18"), 80, IpvsForwardMethod.LOCAL, 1);
    kernel
        .ipvs()
        .apply(List.of(new IpvsChange.EditDestination(IpvsServiceKey.parse(WEB), local)))
        .orThrow();
    assertThat(Host.words(host.converge(List.of(web(dr(18, 1))))))
        .containsExactly(
            "UPDATE ipvs[192.168.0.254:80/tcp] | 192.168.0.18:80: local weight 1 > dr weight 1");
  }

  @Test
  void anUnknownSchedulerIsNamed() throws Exception {
    Plan plan = host.plan(List.of(IpvsResource.of(WEB, "nosuch", List.of(dr(18, 1)))));
    assertThat(host.apply(plan))
        .singleElement()
        .satisfies(result ->
            assertThat(result.error())
                .hasMessageContaining(
                    "this kernel has no scheduler 'nosuch' (module ip_vs_nosuch)"));
  }

  @Test
  void aMissingIpvsIsAnErrorOnlyIfTheSiteHasServices() throws Exception {
    kernel.withoutIpvs();
    assertThat(host.converge(List.of())).isEqualTo(Plan.NOTHING);
    assertThatThrownBy(() -> host.plan(List.of(web(dr(18, 1)))))
        .isInstanceOf(ModuleException.class)
        .hasMessageContaining("this kernel has no IPVS");
  }

  @Test
  void afterAFailedBatchTheNextPassFinishesTheWork() throws Exception {
    kernel.failOnce("add IPVS destination", "192.168.0.20:80", Errno.ENOMEM);
    List<IpvsResource> desired = List.of(web(dr(18, 1), dr(20, 1), dr(22, 1)));
    assertThat(host.apply(host.plan(desired)))
        .singleElement()
        .satisfies(result -> assertThat(result.error()).hasMessageContaining("ENOMEM"));
    assertThat(Host.words(host.converge(desired)))
        .containsExactly("UPDATE ipvs[192.168.0.254:80/tcp] | 192.168.0.20:80: - > dr weight 1");
  }

  @Test
  void fromAnyTableToAnyOther() throws Exception {
    Random random = new Random(SEED);
    for (int round = 0; round < 300; round++) {
      List<IpvsResource> desired = randomTable(random);
      host.converge(desired);
      assertThat(kernel.ipvs().list())
          .as("seed %d round %d", SEED, round)
          .containsExactlyInAnyOrderElementsOf(
              desired.stream().map(IpvsResource::inKernel).toList());
    }
  }

  private static List<IpvsResource> randomTable(Random random) {
    List<IpvsResource> table = new ArrayList<>();
    for (String service : List.of(WEB, "192.168.0.254:443/tcp", "[2001:db8::1]:80/tcp", "fwm 3")) {
      if (random.nextBoolean()) {
        List<Destination> destinations =
            IntStream.range(1, 8)
                .filter(_ -> random.nextBoolean())
                .mapToObj(i ->
                    Destination.of(
                        "10.0.0." + i, 80, Forward.values()[random.nextInt(3)], random.nextInt(3)))
                .toList();
        table.add(
            IpvsResource.of(
                service, List.of("rr", "wlc", "sh").get(random.nextInt(3)), destinations));
      }
    }
    return table;
  }

  private static IpvsResource web(Destination... destinations) {
    return IpvsResource.of(WEB, "rr", List.of(destinations));
  }

  private static Destination dr(int host, int weight) {
    return Destination.of("192.168.0." + host, 80, Forward.DR, weight);
  }
}

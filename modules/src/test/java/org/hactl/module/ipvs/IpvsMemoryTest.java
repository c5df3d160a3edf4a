package org.hactl.module.ipvs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.ipvs.IpvsChange;
import org.hactl.linux.kernel.ipvs.IpvsDestination;
import org.hactl.linux.kernel.ipvs.IpvsEntry;
import org.hactl.linux.kernel.ipvs.IpvsForwardMethod;
import org.hactl.linux.kernel.ipvs.IpvsServiceKey;
import org.hactl.linux.memory.MemoryKernel;
import org.hactl.linux.net.InetAddresses;
import org.hactl.module.ChangeResult;
import org.hactl.module.Owned;
import org.hactl.module.Plan;
import org.hactl.module.ipvs.IpvsResource.Destination;
import org.hactl.module.ipvs.IpvsResource.Forward;
import org.junit.jupiter.api.Test;

/** What the module remembers of the table, and when it looks again. */
class IpvsMemoryTest {
  private static final String WEB = "192.168.0.254:80/tcp";

  private final MemoryKernel kernel = new MemoryKernel();
  private final IpvsModule module = new IpvsModule(kernel.ipvs());
  private List<Owned> owned = List.of();

  @Test
  void aPassThatRecallsDoesNotReadTheTableAgain() throws Exception {
    apply(plan(false, web(1)));
    assertThat(kernel.tableReads()).isEqualTo(1);
    assertThat(plan(true, web(1)).changes()).isEmpty();
    Plan weight = plan(true, web(7));
    assertThat(weight.changes()).hasSize(1);
    apply(weight);
    assertThat(plan(true, web(7)).changes()).isEmpty();
    apply(plan(true));
    assertThat(plan(true, web(7)).changes()).hasSize(1);
    assertThat(kernel.tableReads()).isEqualTo(1);
    assertThat(kernel.ipvs().list()).isEmpty();
  }

  @Test
  void aPassThatLooksSeesWhatAnotherProgramHasDone() throws Exception {
    apply(plan(false, web(1)));
    another(new IpvsChange.RemoveService(IpvsServiceKey.parse(WEB)));
    assertThat(plan(true, web(1)).changes()).isEmpty();
    assertThat(plan(false, web(1)).changes()).hasSize(1);
  }

  @Test
  void whatIsForgottenIsReadAgain() throws Exception {
    apply(plan(false, web(1)));
    another(new IpvsChange.RemoveService(IpvsServiceKey.parse(WEB)));
    module.forget();
    assertThat(plan(true, web(1)).changes()).hasSize(1);
  }

  @Test
  void aRefusedChangeIsComparedWithTheTableAsItIs() throws Exception {
    apply(plan(false, web(1)));
    another(new IpvsChange.RemoveService(IpvsServiceKey.parse(WEB)));
    apply(plan(true, web(7)));
    assertThat(kernel.ipvs().list()).containsExactly(web(7).inKernel());

    assertThat(plan(true, web(7)).changes()).isEmpty();
    IpvsDestination added =
        IpvsDestination.of(InetAddresses.parse("192.168.0.22"), 80, IpvsForwardMethod.DR, 1);
    another(new IpvsChange.AddDestination(IpvsServiceKey.parse(WEB), added));
    assertThat(plan(true, web(7)).changes()).isEmpty();
    IpvsResource more = IpvsResource.of(WEB, "rr", List.of(dr(18, 7), dr(20, 1), dr(22, 3)));
    apply(plan(true, more));
    assertThat(kernel.ipvs().list()).containsExactly(more.inKernel());
  }

  @Test
  void afterAFailureTheTableIsReadAgain() throws Exception {
    kernel.failOnce("add IPVS destination", "192.168.0.20:80", Errno.ENOMEM);
    assertThat(module.apply(plan(false, web(1)).changes()))
        .singleElement()
        .matches(result -> result.error() != null);
    assertThat(plan(true, web(1)).changes()).hasSize(1);
    assertThat(kernel.tableReads()).isEqualTo(2);
  }

  @Test
  void passesThatRecallEndInTheSameTableAsPassesThatLook() throws Exception {
    long seed = 11;
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      List<IpvsResource> desired =
          IntStream.range(1, 6)
              .filter(_ -> random.nextInt(4) > 0)
              .mapToObj(i -> service(i, random))
              .toList();
      if (random.nextInt(4) == 0 && !kernel.ipvs().list().isEmpty()) {
        another(new IpvsChange.RemoveService(kernel.ipvs().list().getFirst().service().key()));
        module.forget();
      }
      apply(plan(random.nextInt(5) > 0, desired.toArray(IpvsResource[]::new)));
      assertThat(kernel.ipvs().list())
          .as("seed %d round %d", seed, round)
          .containsExactlyInAnyOrderElementsOf(
              desired.stream().map(IpvsResource::inKernel).toList());
    }
  }

  private static IpvsResource service(int number, Random random) {
    List<Destination> destinations =
        IntStream.range(1, 6)
            .filter(_ -> random.nextBoolean())
            .mapToObj(i -> dr(i, random.nextInt(3)))
            .toList();
    return IpvsResource.of("192.168.0.254:%d/tcp".formatted(number), "rr", destinations);
  }

  private Plan plan(boolean recalls, IpvsResource... wanted) throws Exception {
    List<IpvsResource> desired = List.of(wanted);
    List<IpvsEntry> found =
        recalls ? module.recall(desired, owned) : module.observe(desired, owned);
    Plan plan = module.plan(desired, owned, found, false);
    owned = new ArrayList<>(desired.stream().map(each -> new Owned(each, Map.of())).toList());
    return plan;
  }

  private void apply(Plan plan) throws Exception {
    for (ChangeResult result : module.apply(plan.changes())) {
      if (result.error() != null) {
        throw result.error();
      }
    }
  }

  private void another(IpvsChange change) {
    kernel.ipvs().apply(List.of(change)).orThrow();
  }

  private static IpvsResource web(int weight) {
    return IpvsResource.of(WEB, "rr", List.of(dr(18, weight), dr(20, 1)));
  }

  private static Destination dr(int host, int weight) {
    return Destination.of("192.168.0." + host, 80, Forward.DR, weight);
  }
}

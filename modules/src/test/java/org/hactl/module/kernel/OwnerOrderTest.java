package org.hactl.module.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hactl.linux.kernel.InterfaceAddress;
import org.hactl.linux.kernel.Route;
import org.hactl.linux.kernel.RouteProtocol;
import org.hactl.linux.kernel.Rule;
import org.hactl.linux.memory.MemoryKernel;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.InetAddresses;
import org.hactl.linux.net.InetPrefix;
import org.hactl.module.Module;
import org.hactl.module.Resource;
import org.hactl.module.address.AddressModule;
import org.hactl.module.address.AddressResource;
import org.hactl.module.route.RouteModule;
import org.hactl.module.route.RouteResource;
import org.hactl.module.rule.RuleModule;
import org.hactl.module.rule.RuleResource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * hactl and another program add and remove the same address, route or rule in any order: hactl
 * removes its own and leaves the other one's.
 */
class OwnerOrderTest {
  private static final int RUNS = 60;
  private static final int STEPS = 40;

  /** The protocol number of the other program: static. */
  private static final int OTHER = 4;

  /**
   * One kind of object.
   *
   * @param found all objects of that identity
   * @param adds how another program adds the object
   * @param removes how another program removes the first of them
   */
  private record Kind<R extends Resource, F>(
      String name,
      R wanted,
      Function<MemoryKernel, Module<R, KernelState<F>>> module,
      Function<MemoryKernel, List<F>> found,
      Function<F, Integer> protocol,
      BiConsumer<MemoryKernel, Integer> adds,
      BiConsumer<MemoryKernel, F> removes) {
    List<Integer> protocols(MemoryKernel kernel) {
      return found.apply(kernel).stream().map(protocol).sorted().toList();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Kind<?, ?>> kinds() {
    AddressResource address = AddressResource.of("eth0", "192.0.2.1");
    RouteResource route = RouteResource.builder("10.77.0.0/16").via("10.9.0.2").build();
    RuleResource rule = RuleResource.lookup(100, "192.0.2.1", null, 1000);
    return Stream.of(
        new Kind<>(
            "address",
            address,
            AddressModule::new,
            kernel ->
                kernel.addresses().list().stream()
                    .filter(each -> each.interfaceName().equals("eth0"))
                    .toList(),
            InterfaceAddress::protocol,
            (kernel, protocol) ->
                kernel.addresses().add(address.inKernel().toBuilder().protocol(protocol).build()),
            (kernel, found) -> kernel.addresses().remove("eth0", found.prefix())),
        new Kind<>(
            "route",
            route,
            RouteModule::new,
            kernel -> kernel.routes().list(),
            (Route found) -> found.protocol().value(),
            (kernel, protocol) ->
                kernel
                    .routes()
                    .add(
                        Route.builder(InetPrefix.parse("10.77.0.0/16"))
                            .gateway(InetAddresses.parse("10.9.0.2"))
                            .protocol(new RouteProtocol(protocol))
                            .build()),
            (kernel, found) -> kernel.routes().remove(found)),
        new Kind<>(
            "rule",
            rule,
            RuleModule::new,
            kernel ->
                kernel.rules().list().stream().filter(each -> each.priority() == 100).toList(),
            (Rule found) -> found.protocol().value(),
            (kernel, protocol) ->
                kernel
                    .rules()
                    .add(
                        Rule.builder(Family.INET, 100)
                            .from(InetPrefix.parse("192.0.2.1/32"))
                            .table(1000)
                            .protocol(new RouteProtocol(protocol))
                            .build()),
            (kernel, found) -> kernel.rules().remove(found)));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  <R extends Resource, F> void hactlRemovesItsOwnAlone(Kind<R, F> kind) throws Exception {
    long seed = new Random().nextLong();
    for (int run = 0; run < RUNS; run++) {
      List<String> steps = new ArrayList<>(List.of("seed " + (seed + run)));
      Random random = new Random(seed + run);
      MemoryKernel kernel = kernel();
      Host<R, KernelState<F>> host = new Host<>(kind.module().apply(kernel));
      for (int step = 0; step < STEPS; step++) {
        List<Integer> before = kind.protocols(kernel);
        List<F> found = kind.found().apply(kernel);
        switch (random.nextInt(4)) {
          case 0 -> {
            steps.add("hactl wants it");
            host.converge(List.of(kind.wanted()));
            assertThat(kind.protocols(kernel))
                .as("%s", steps)
                .isEqualTo(before.isEmpty() ? List.of(RouteProtocol.HACTL.value()) : before);
          }
          case 1 -> {
            steps.add("hactl gives it up");
            host.converge(List.of());
            assertThat(kind.protocols(kernel))
                .as("%s", steps)
                .isEqualTo(before.stream().filter(each -> each == OTHER).toList());
          }
          case 2 -> {
            // The kernel takes a rule twice if two programs add it.
            boolean takes = kind.name().equals("rule") ? !before.contains(OTHER) : before.isEmpty();
            if (takes) {
              steps.add("another program adds it");
              kind.adds().accept(kernel, OTHER);
            }
          }
          default -> {
            if (!found.isEmpty()) {
              steps.add("another program removes it");
              kind.removes().accept(kernel, found.get(random.nextInt(found.size())));
            }
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  <R extends Resource, F> void whatAnOlderAgentAddedGoes(Kind<R, F> kind) throws Exception {
    MemoryKernel kernel = kernel();
    Host<R, KernelState<F>> host = new Host<>(kind.module().apply(kernel));
    host.converge(List.of(kind.wanted()));
    kind.removes().accept(kernel, kind.found().apply(kernel).getFirst());
    kind.adds().accept(kernel, kind.name().equals("route") ? 4 : 0);
    host.forgetTags();
    host.converge(List.of(kind.wanted()));
    host.converge(List.of());
    assertThat(kind.found().apply(kernel)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  <R extends Resource, F> void aKernelWithoutNumbersLosesNothingOfHactls(Kind<R, F> kind)
      throws Exception {
    MemoryKernel kernel = new MemoryKernel().withLink("eth0").withoutProtocols();
    Host<R, KernelState<F>> host = new Host<>(kind.module().apply(kernel));
    host.converge(List.of(kind.wanted()));
    host.converge(List.of());
    assertThat(kind.found().apply(kernel)).isEmpty();
  }

  /** The kernel names itself for the loopback address, and so shows that it knows the numbers. */
  private static MemoryKernel kernel() {
    MemoryKernel kernel = new MemoryKernel().withLink("eth0");
    kernel
        .addresses()
        .add(
            InterfaceAddress.of("lo", InetPrefix.parse("127.0.0.1/8")).toBuilder()
                .protocol(1)
                .build());
    return kernel;
  }
}

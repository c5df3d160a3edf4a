package org.hactl.module.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.hactl.linux.kernel.Route;
import org.hactl.linux.memory.MemoryKernel;
import org.hactl.linux.net.InetAddresses;
import org.hactl.linux.net.InetPrefix;
import org.hactl.module.Plan;
import org.hactl.module.kernel.Host;
import org.hactl.module.kernel.KernelState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RouteModuleTest {
  private final MemoryKernel kernel = new MemoryKernel().withLink("eth0");
  private final Host<RouteResource, KernelState<Route>> host = new Host<>(new RouteModule(kernel));

  @Test
  void addsReplacesAndRemoves() throws Exception {
    assertThat(Host.words(host.converge(List.of(route("10.77.0.0/16", "10.9.0.2")))))
        .containsExactly(
            "CREATE route[10.77.0.0/16 metric 0 table 254] | route: - > 10.77.0.0/16 via 10.9.0.2"
                + " dev eth0");
    assertThat(Host.words(host.converge(List.of(route("10.77.0.0/16", "10.9.0.3")))))
        .containsExactly(
            "UPDATE route[10.77.0.0/16 metric 0 table 254] | via: 10.9.0.2 > 10.9.0.3");
    host.converge(List.of());
    assertThat(kernel.routes().list()).isEmpty();
  }

  @Test
  void aForeignRouteIsRestored() throws Exception {
    Route foreign =
        Route.unicast(InetPrefix.parse("10.77.0.0/16"), InetAddresses.parse("10.9.0.9"), "eth0")
            .withSource(InetAddresses.parse("10.9.0.1"));
    kernel.routes().add(foreign);
    assertThat(Host.words(host.converge(List.of(route("10.77.0.0/16", "10.9.0.2")))))
        .containsExactly(
            "UPDATE route[10.77.0.0/16 metric 0 table 254] | via: 10.9.0.9 > 10.9.0.2 | source:"
                + " 10.9.0.1 > -");
    host.converge(List.of());
    assertThat(kernel.routes().list()).containsExactly(foreign);
    assertThat(host.owned()).isEmpty();
  }

  @Test
  void anExistingRouteIsAcceptedAndKept() throws Exception {
    Route foreign =
        Route.unicast(InetPrefix.parse("10.77.0.0/16"), InetAddresses.parse("10.9.0.2"), "eth0");
    kernel.routes().add(foreign);
    assertThat(host.converge(List.of(route("10.77.0.0/16", "10.9.0.2")))).isEqualTo(Plan.NOTHING);
    assertThat(host.converge(List.of()).unmanaged())
        .extracting(Object::toString)
        .containsExactly("route[10.77.0.0/16 metric 0 table 254]");
    assertThat(Host.words(host.exclusive().converge(List.of())))
        .containsExactly(
            "DELETE route[10.77.0.0/16 metric 0 table 254] | route: 10.77.0.0/16 via 10.9.0.2 dev"
                + " eth0 > -");
  }

  @Test
  void exclusiveNeverRemovesTheDefaultRoute() throws Exception {
    kernel
        .routes()
        .add(Route.unicast(InetPrefix.parse("0.0.0.0/0"), InetAddresses.parse("10.9.0.1"), "eth0"));
    assertThat(host.exclusive().converge(List.of())).isEqualTo(Plan.NOTHING);
  }

  @Test
  void removingARouteThatIsGoneRemovesNoneOfAnotherMetric() throws Exception {
    host.converge(List.of(route("0.0.0.0/0", "10.9.0.1")));
    Route other =
        Route.unicast(InetPrefix.parse("0.0.0.0/0"), InetAddresses.parse("10.9.0.1"), "eth0")
            .withMetric(100);
    Route ours = kernel.routes().list().getFirst();
    kernel.routes().add(other);
    Plan plan = host.plan(List.of());
    kernel.routes().remove(ours);
    assertThat(host.apply(plan)).allMatch(result -> result.error() == null);
    assertThat(kernel.routes().list()).containsExactly(other);
  }

  @Test
  void aRouteToAGatewayComesFirst() throws Exception {
    List<RouteResource> desired =
        List.of(
            route("10.1.0.0/16", "10.200.0.1"),
            RouteResource.builder("10.200.0.0/24").interfaceName("eth0").build());
    assertThat(host.converge(desired).changes())
        .extracting(change -> change.id().key())
        .containsExactly("10.200.0.0/24 metric 0 table 254", "10.1.0.0/16 metric 0 table 254");
  }

  @Test
  void everyPartOfARoute() throws Exception {
    RouteResource full =
        RouteResource.builder("default")
            .via("2001:db8::1")
            .interfaceName("eth0")
            .source("2001:db8::12")
            .table(1000)
            .build();
    RouteResource hole =
        RouteResource.builder("10.79.0.0/16").metric(50L).type("blackhole").build();
    host.converge(List.of(full, hole));
    assertThat(kernel.routes().list())
        .extracting(Route::toString)
        .containsExactlyInAnyOrder(
            "default via 2001:db8::1 dev eth0 src 2001:db8::12 metric 1024 table 1000",
            "blackhole 10.79.0.0/16 metric 50");
    Host.assertJson(
        full,
        "{\"kind\":\"route\",\"destination\":\"::/0\",\"interfaceName\":\"eth0\",\"source\":"
            + "\"2001:db8::12\",\"table\":1000,\"via\":\"2001:db8::1\"}");
    host.converge(List.of());
    assertThat(kernel.routes().list()).isEmpty();
  }

  @Test
  void aMissingInterfaceIsFoundBeforeAnythingChanges() throws Exception {
    RouteResource lost = RouteResource.builder("10.1.0.0/16").interfaceName("eth9").build();
    assertThat(host.plan(List.of(lost)).waiting())
        .extracting(Plan.Waiting::problem)
        .containsExactly(
            "route[10.1.0.0/16 metric 0 table 254]: interface eth9 does not exist; this host has"
                + " lo, eth0");
  }

  @Test
  void anInvalidRouteIsRefused() {
    assertThatThrownBy(() -> RouteResource.builder("10.1.0.1/16").via("10.9.0.1").build())
        .hasMessage(
            "route to 10.1.0.1/16: the bits after the prefix are set; did you mean 10.1.0.0/16?");
    assertThatThrownBy(() -> RouteResource.builder("10.1.0.0/16").build())
        .hasMessage("route to 10.1.0.0/16: it needs a gateway or an interface");
    assertThatThrownBy(() -> sized(RouteResource.MAX_MTU + 1, 1400))
        .hasMessage("route to 10.1.0.0/16: mtu 65521 is not between 1 and 65520");
    assertThatThrownBy(() -> sized(9000, RouteResource.MAX_ADVMSS + 1))
        .hasMessage("route to 10.1.0.0/16: advmss 65496 is not between 1 and 65495");
  }

  private static RouteResource sized(int mtu, int advmss) {
    return RouteResource.builder("10.1.0.0/16")
        .interfaceName("eth0")
        .mtu(mtu)
        .advmss(advmss)
        .build();
  }

  private static RouteResource route(String destination, @Nullable String via) {
    return RouteResource.builder(destination).via(via).interfaceName("eth0").build();
  }
}

package org.hactl.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.hactl.host.RealServerOptions;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.host.VirtualServiceSpec.RealServerSpec;
import org.junit.jupiter.api.Test;

class UncheckedServersTest {
  private final UncheckedServers servers = new UncheckedServers();

  @Test
  void theSameServiceChangesNothing() {
    VirtualServiceSpec web = service("web", 1, 2);
    assertThat(follow(10, web).come()).hasSize(2);
    UncheckedServers.Change change = follow(20, web);
    assertThat(change.come()).isEmpty();
    assertThat(change.gone()).isEmpty();
    assertThat(servers.views()).hasSize(2);
  }

  @Test
  void aRealServerThatStaysKeepsItsTime() {
    follow(10, service("web", 1, 2), service("mail", 1));
    UncheckedServers.Change change = follow(20, service("web", 2, 3));
    assertThat(change.gone())
        .extracting(key -> key.service() + " " + key.host())
        .containsExactlyInAnyOrder("web rs1", "mail rs1");
    assertThat(servers.views().entrySet())
        .extracting(each -> each.getKey().host() + " " + each.getValue().sinceMillis())
        .containsExactlyInAnyOrder("rs2 10", "rs3 20");
  }

  @Test
  void aRealServerWithACheckOfItsOwnIsNotOneOfThem() {
    VirtualServiceSpec web = service("web", 1, 2);
    RealServerSpec first = web.realServers().getFirst();
    RealServerSpec checked =
        new RealServerSpec(
            first.host(),
            first.address(),
            first.port(),
            1,
            RealServerOptions.NONE.withCheck(Specs.http(1_000)));
    VirtualServiceSpec mixed = web.withRealServers(List.of(checked, web.realServers().getLast()));

    assertThat(follow(10, mixed).come()).extracting(RealServerKey::host).containsExactly("rs2");
    assertThat(CheckTarget.of(List.of(mixed)).keySet())
        .extracting(RealServerKey::host)
        .containsExactly("rs1");
  }

  @Test
  void aServiceWithTwoAddressesHasEachRealServerOnce() {
    VirtualServiceSpec web = service("web", 1);
    RealServerSpec first = web.realServers().getFirst();
    VirtualServiceSpec other =
        VirtualServiceSpec.builder("web", "192.168.0.254", 443)
            .realServers(
                List.of(
                    new RealServerSpec(
                        first.host(),
                        first.address(),
                        443,
                        1,
                        RealServerOptions.NONE.withCheckedPort(80))))
            .build();

    assertThat(follow(10, web, other).come()).hasSize(1);
    assertThat(follow(20, web, other).come()).isEmpty();
    assertThat(follow(30, other).gone()).isEmpty();
    assertThat(
            CheckTarget.of(
                List.of(
                    web.toBuilder().check(Specs.http(1_000)).build(),
                    other.toBuilder().check(Specs.http(1_000)).build())))
        .hasSize(1)
        .allSatisfy((_, target) ->
            assertThat(target.aims().getFirst().hostHeader()).isEqualTo("192.168.0.254"));
  }

  @Test
  void aServiceWithoutAnAddressIsAskedForTheRealServers() {
    VirtualServiceSpec marked =
        VirtualServiceSpec.builder("marked", "0.0.0.0", 0)
            .mark(7)
            .check(Specs.http(1_000))
            .realServers(List.of(new RealServerSpec("rs1", "10.0.0.1", 0, 1)))
            .build();

    assertThat(CheckTarget.of(List.of(marked)).values())
        .extracting(target -> target.aims().getFirst().hostHeader())
        .containsExactly("10.0.0.1");
  }

  private UncheckedServers.Change follow(long nowMillis, VirtualServiceSpec... wanted) {
    return servers.follow(List.of(wanted), Set.of(), nowMillis);
  }

  private static VirtualServiceSpec service(String name, int... hosts) {
    return VirtualServiceSpec.builder(name, "192.168.0.254", 80)
        .scheduler("rr")
        .realServers(
            IntStream.of(hosts)
                .mapToObj(host -> new RealServerSpec("rs" + host, "10.0.0." + host, 80, 1))
                .toList())
        .build();
  }
}

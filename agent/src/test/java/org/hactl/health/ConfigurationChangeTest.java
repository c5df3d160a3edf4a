package org.hactl.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hactl.host.CheckSpec;
import org.hactl.host.CheckSpec.Timing;
import org.hactl.host.VirtualServiceSpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConfigurationChangeTest {
  private static final CheckSpec TCP = new CheckSpec.Tcp(null, new Timing(1000, 1000, 1, 1));

  @Test
  void equalServicesChangeNothing() {
    var before = CheckTarget.of(List.of(Specs.service("web", TCP, 80, 81)));
    var after = CheckTarget.of(List.of(Specs.service("web", TCP, 80, 81)));

    assertThat(ConfigurationChange.between(before, after))
        .isEqualTo(new ConfigurationChange(Set.of(), List.of()));
  }

  @Test
  void oneServerMoreDisturbsNoOther() {
    var before = CheckTarget.of(List.of(Specs.service("web", TCP, 80)));
    var after = CheckTarget.of(List.of(Specs.service("web", TCP, 80, 81)));

    assertThat(ConfigurationChange.between(before, after).ended()).isEmpty();
    assertThat(ConfigurationChange.between(before, after).begun())
        .extracting(target -> target.aims().getFirst().address().getPort())
        .containsExactly(81);
    assertThat(ConfigurationChange.between(after, before).ended())
        .extracting(RealServerKey::port)
        .containsExactly(81);
  }

  @Test
  void anotherCheckIsAnotherTarget() {
    CheckSpec slower = new CheckSpec.Tcp(null, new Timing(2000, 1000, 1, 1));
    var before = CheckTarget.of(List.of(Specs.service("web", TCP, 80)));
    var after = CheckTarget.of(List.of(Specs.service("web", slower, 80)));

    ConfigurationChange change = ConfigurationChange.between(before, after);

    assertThat(change.ended()).hasSize(1);
    assertThat(change.begun()).hasSize(1);
  }

  @Test
  void aServiceWithoutACheckHasNoTargets() {
    assertThat(CheckTarget.of(List.of(Specs.service("web", null, 80)))).isEmpty();
  }

  @Test
  void theCheckMayNameItsOwnPort() {
    CheckSpec own = new CheckSpec.Tcp(8081, new Timing(1000, 1000, 1, 1));

    assertThat(CheckTarget.of(List.of(Specs.service("web", own, 80))).values())
        .extracting(target -> target.aims().getFirst().address().getPort())
        .containsExactly(8081);
  }

  @Test
  void theHostHeaderIsTheVirtualServiceUnlessTheSiteSays() {
    assertThat(hostHeader("192.0.2.1", 80, null)).isEqualTo("192.0.2.1");
    assertThat(hostHeader("192.0.2.1", 8080, null)).isEqualTo("192.0.2.1:8080");
    assertThat(hostHeader("2001:db8::1", 8080, null)).isEqualTo("[2001:db8::1]:8080");
    assertThat(hostHeader("192.0.2.1", 80, "shop.example")).isEqualTo("shop.example");
  }

  private static String hostHeader(String address, int port, @Nullable String own) {
    CheckSpec check =
        new CheckSpec.Http(null, "/", List.of(200), own, null, new Timing(1000, 1000, 1, 1));
    VirtualServiceSpec service = Specs.service("web", address, port, check, 80);
    Map<RealServerKey, CheckTarget> targets = CheckTarget.of(List.of(service));
    return targets.values().iterator().next().aims().getFirst().hostHeader();
  }
}

package org.hactl.vrrp.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hactl.vrrp.wire.Fixtures.router;

import java.time.Duration;
import java.util.Arrays;
import org.hactl.vrrp.wire.Fixtures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouterConfigTest {
  @ParameterizedTest
  @CsvSource({"V2,PT1S", "V2,PT255S", "V3,PT0.01S", "V3,PT40.95S", "V3,PT1S"})
  void acceptsTheIntervalsOfItsVersion(VrrpVersion version, Duration interval) {
    assertThat(router(version, 100, interval, Authentication.none(), "192.0.2.254"))
        .extracting(RouterConfig::advertInterval)
        .isEqualTo(interval);
  }

  @ParameterizedTest
  @CsvSource({
    "V2,PT0S",
    "V2,PT0.5S",
    "V2,PT256S",
    "V2,PT1.5S",
    "V3,PT0.005S",
    "V3,PT0.015S",
    "V3,PT40.96S",
    "V3,PT0S",
    "V3,-PT1S"
  })
  void refusesOtherIntervals(VrrpVersion version, Duration interval) {
    assertThatThrownBy(() -> router(version, 100, interval, Authentication.none(), "192.0.2.254"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("advert_interval in version " + version.number());
  }

  @Test
  void refusesValuesThatDoNotFitThePacket() {
    Duration second = Duration.ofSeconds(1);
    assertThatThrownBy(() -> router(VrrpVersion.V3, 100, second, Fixtures.PASS_1111, "192.0.2.254"))
        .hasMessage("version 3 has no authentication (RFC 5798)");
    assertThatThrownBy(
            () -> router(VrrpVersion.V2, 0, second, Authentication.none(), "192.0.2.254"))
        .hasMessage("priority must be 1 to 255");
    String[] many = new String[256];
    Arrays.setAll(many, index -> "10.0." + index + ".1");
    assertThatThrownBy(() -> router(VrrpVersion.V2, 100, second, Authentication.none(), many))
        .hasMessage("a virtual router advertises at most 255 addresses");
    assertThatThrownBy(() -> Authentication.pass("123456789"))
        .hasMessage("a VRRP password has 1 to 8 bytes, this one has 9");
    assertThatThrownBy(() -> Authentication.pass("")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void printsNoPassword() {
    assertThat(Fixtures.v2().toString()).contains("Pass[****]").doesNotContain("1111");
    assertThat(Authentication.pass("1111")).isEqualTo(Fixtures.PASS_1111);
  }

  @Test
  void namesReasonsAsTheyAreShown() {
    assertThat(Reason.ADVERT_TIMEOUT.text()).isEqualTo("advert-timeout");
    assertThat(RejectReason.UNKNOWN_VRID.text()).isEqualTo("unknown-vrid");
  }
}

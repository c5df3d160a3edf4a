package org.hactl.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which labs a user may ask for. */
class SpecTest {
  @Test
  void theArticleSiteIsTheDefault() {
    assertThat(LabSpec.article("default", Driver.UML).hosts())
        .extracting(h -> h.name() + " " + h.address())
        .containsExactly(
            "client 192.168.0.12",
            "lvs1 192.168.0.14",
            "lvs2 192.168.0.16",
            "web1 192.168.0.18",
            "web2 192.168.0.20");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Web1", "web_1", "-web", "web-", "a.b", "control", "wéb"})
  void refusesInvalidHostNames(String name) {
    assertThatThrownBy(() -> new HostSpec(name, "10.0.0.1")).isInstanceOf(LabException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10.0.0", "10.0.0.256", "10.0.0.1.", "10.0.0.1/24", "fe80::1", " "})
  void refusesInvalidAddresses(String address) {
    assertThatThrownBy(() -> new HostSpec("web1", address))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("web1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "10.0.0.1", "192.168.0.254", "255.255.255.255"})
  void takesAddresses(String address) {
    assertThat(HostSpec.parse("web1=" + address)).isEqualTo(new HostSpec("web1", address));
  }

  @Test
  void refusesTheSameNameOrAddressTwice() {
    LabSpec spec = LabSpec.article("default", Driver.NETNS);
    HostSpec web = new HostSpec("web", "10.0.0.1");
    assertThatThrownBy(() -> spec.withHosts(List.of(web, new HostSpec("web", "10.0.0.2"))))
        .hasMessage("host web is named twice");
    assertThatThrownBy(() -> spec.withHosts(List.of(web, new HostSpec("w2", "10.0.0.1"))))
        .hasMessage("the address 10.0.0.1 of w2 is already taken");
    assertThatThrownBy(() -> spec.withHosts(List.of(new HostSpec("w2", "192.168.0.1"))))
        .hasMessageContaining("already taken");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a.b", "../x", "A", "a b", "abcdefghijklmnopqrstuvwxyzabcdefg"})
  void refusesLabNamesThatWouldLeakIntoPaths(String name) {
    assertThatThrownBy(() -> LabSpec.article(name, Driver.UML)).isInstanceOf(LabException.class);
  }
}

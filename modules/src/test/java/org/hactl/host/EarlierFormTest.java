package org.hactl.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.hactl.linux.net.Family;
import org.hactl.vrrp.model.Authentication;
import org.hactl.vrrp.model.GratuitousArp;
import org.junit.jupiter.api.Test;

/** What the first version's agents have on their disks. */
class EarlierFormTest {
  private static final ObjectMapper MAPPER = HostJson.mapper(Kinds.namedTypes());

  @Test
  void aRouterOfTheFirstVersionHoldsItsAddresses() throws IOException {
    HostState state = EarlierForm.read(MAPPER, lvs1());
    assertThat(state.vrrp()).isEqualTo(VrrpPolicy.NONE);
    assertThat(state.virtualRouters())
        .containsExactly(
            VirtualRouterSpec.of(
                "VI_1",
                2,
                51,
                "eth0",
                100,
                1_000,
                true,
                0,
                Authentication.pass("1111"),
                List.of("192.168.0.254/32"),
                GratuitousArp.DEFAULT));
    assertThat(state.virtualServices()).hasSize(1);
  }

  @Test
  void theFamilyFollowsFromTheAddresses() throws IOException {
    ObjectNode json = lvs1();
    if (json.path("virtualRouters").get(0) instanceof ObjectNode router) {
      router.remove("password");
      router.putArray("addresses").add("2001:db8::254/64");
    }
    VirtualRouterSpec router = EarlierForm.read(MAPPER, json).virtualRouters().getFirst();
    assertThat(router.config().family()).isEqualTo(Family.INET6);
    assertThat(router.addressTexts()).containsExactly("2001:db8::254");
    assertThat(router.held())
        .extracting(held -> held.id().toString())
        .containsExactly("address[eth0 2001:db8::254/64]");
    assertThat(router.config().authentication()).isEqualTo(Authentication.none());
  }

  @Test
  void thePresentFormIsReadUnchanged() throws IOException {
    HostState state = EarlierForm.read(MAPPER, lvs1());
    assertThat(EarlierForm.read(MAPPER, MAPPER.valueToTree(state))).isEqualTo(state);
  }

  private static ObjectNode lvs1() throws IOException {
    try (InputStream in = EarlierFormTest.class.getResourceAsStream("lvs1-first-form.json")) {
      return MAPPER.readValue(Objects.requireNonNull(in), ObjectNode.class);
    }
  }
}

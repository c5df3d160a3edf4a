package org.hactl.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.hactl.module.address.AddressResource;
import org.junit.jupiter.api.Test;

/** What a director has that is itself a real server, in JSON. */
class BothRolesJsonTest {
  private static final ObjectMapper JSON = HostJson.mapper(Kinds.namedTypes());

  @Test
  void isReadAsItWasWritten() throws IOException {
    HostState state = state(true);
    String text = JSON.writeValueAsString(state);

    assertThat(text).contains("\"onMasterOnly\":true", "\"standby\":[{");
    assertThat(JSON.readValue(text, HostState.class)).isEqualTo(state);
  }

  @Test
  void aStateWithoutItIsAsBeforeThereWasSuchAKey() throws IOException {
    HostState state = state(false);
    String text = JSON.writeValueAsString(state);

    assertThat(text).doesNotContain("onMasterOnly", "standby");
    assertThat(JSON.readValue(text, HostState.class)).isEqualTo(state);
  }

  private static HostState state(boolean both) {
    VirtualRouterSpec router = TestRouters.router("VI_1", "eth0", "192.0.2.254/24");
    return HostState.builder("shop", "lvs1")
        .virtualRouters(
            List.of(
                both
                    ? router.standingBy(List.of(AddressResource.of("lo", "192.0.2.254/32")))
                    : router))
        .virtualServices(
            List.of(
                VirtualServiceSpec.builder("web", "192.0.2.254", 80)
                    .virtualRouter("VI_1")
                    .onMasterOnly(both)
                    .build()))
        .build();
  }
}

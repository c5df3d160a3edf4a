package org.hactl.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The JSON of a router with every option is the same for all versions: on disk and on the wire. */
class VirtualRouterJsonTest {
  private static final ObjectMapper JSON = HostJson.mapper(Kinds.namedTypes());

  private static final String DIGEST =
      "98b934d1d53c224ab2216f48411f5e9f5c3f175658e2bc355e6820cc1fb5d9e3";

  @Test
  void readsAndWritesEveryOptionOfARouterByteForByte() throws IOException {
    String text = golden("every-router-option.json");
    HostState state = JSON.readValue(text, HostState.class);
    assertThat(JSON.writeValueAsString(state)).isEqualTo(text);
    assertThat(HostJson.digest(JSON, state)).isEqualTo(DIGEST);
  }

  @Test
  void refusesAVersionThatVrrpDoesNotHaveAndShowsNoPassword() throws IOException {
    String text = golden("every-router-option.json");
    assertThatThrownBy(
            () -> JSON.readValue(text.replace("\"version\":2", "\"version\":4"), HostState.class))
        .hasMessageContaining("VRRP version must be 2 or 3, not 4");
    assertThat(JSON.readValue(text, HostState.class).toString()).doesNotContain("s3cret");
  }

  private static String golden(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(VirtualRouterJsonTest.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
  }
}

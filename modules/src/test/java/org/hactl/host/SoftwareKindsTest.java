package org.hactl.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.hactl.module.file.FileContent;
import org.hactl.module.file.FileResource;
import org.hactl.module.packages.PackageResource;
import org.hactl.module.service.ServiceResource;
import org.junit.jupiter.api.Test;

class SoftwareKindsTest {
  private final ObjectMapper mapper = HostJson.mapper(Kinds.namedTypes());

  @Test
  void resourcesComeBackFromJsonAsTheyWere() throws Exception {
    HostState state =
        HostState.builder("shop", "web1")
            .resources(
                List.of(
                    new PackageResource("nginx-light"),
                    new FileResource(
                        "/a", FileContent.ofText("web1\n"), "0644", "root", null, false),
                    new FileResource(
                        "/b", FileContent.of(new byte[] {(byte) 0xff, 0}), null, null, null, true),
                    new ServiceResource(
                        "nginx",
                        true,
                        true,
                        List.of("nginx", "-g", "daemon off;"),
                        Map.of("/a", "1"),
                        true),
                    new ServiceResource("cron", null, null, null, null, false)))
            .build();

    String json = mapper.writeValueAsString(state);

    assertThat(mapper.readValue(json, HostState.class)).isEqualTo(state);
    assertThat(json)
        .contains(
            "{\"kind\":\"file\",\"content\":{\"text\":\"web1\\n\"},\"mode\":\"0644\",\"owner\":\"root\",\"path\":\"/a\",\"sensitive\":false}",
            "{\"kind\":\"file\",\"content\":{\"base64\":\"/wA=\"},\"path\":\"/b\",\"sensitive\":true}");
  }
}

package org.hactl.module;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.hactl.host.HostJson;
import org.junit.jupiter.api.Test;

class FieldChangeTest {
  private final ObjectMapper mapper = HostJson.mapper(List.of());

  @Test
  void anOlderAgentAndAnOlderControlNodeUnderstandIt() throws IOException {
    FieldChange decided = new FieldChange("priority", null, "100");
    assertThat(mapper.writeValueAsString(decided))
        .isEqualTo("{\"field\":\"priority\",\"to\":\"100\"}");
    assertThat(mapper.readValue("{\"field\":\"priority\",\"to\":\"100\"}", FieldChange.class))
        .isEqualTo(decided);
  }

  @Test
  void aDefaultSaysSo() throws IOException {
    FieldChange field = new FieldChange("preempt", null, "true", true);
    String json = mapper.writeValueAsString(field);
    assertThat(json).isEqualTo("{\"atDefault\":true,\"field\":\"preempt\",\"to\":\"true\"}");
    assertThat(mapper.readValue(json, FieldChange.class)).isEqualTo(field);
  }
}

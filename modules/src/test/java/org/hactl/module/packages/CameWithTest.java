package org.hactl.module.packages;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.hactl.host.HostJson;
import org.hactl.host.Kinds;
import org.hactl.module.Action;
import org.hactl.module.Change;
import org.hactl.module.FieldChange;
import org.hactl.module.Owned;
import org.junit.jupiter.api.Test;

class CameWithTest {
  private static final ObjectMapper MAPPER = HostJson.mapper(Kinds.namedTypes());
  private static final PackageResource NGINX = new PackageResource("nginx");

  @Test
  void theJournalRemembersWhatCame() throws IOException {
    Owned entry = CameWith.entry(NGINX, List.of("libb:i386", "liba"));
    String json = MAPPER.writeValueAsString(entry);
    assertThat(json).contains("\"prior\":{\"brought\":\"liba, libb:i386\"}");
    assertThat(MAPPER.readValue(json, Owned.class)).isEqualTo(entry);
    assertThat(CameWith.of(List.of(entry))).containsExactly("liba", "libb:i386");
  }

  @Test
  void anEntryOfAnEarlierAgentHasNothing() throws IOException {
    String json = "{\"resource\":{\"kind\":\"package\",\"name\":\"nginx\"},\"prior\":{}}";
    Owned entry = MAPPER.readValue(json, Owned.class);
    assertThat(CameWith.of(List.of(entry))).isEmpty();
    assertThat(CameWith.entry(NGINX, List.of())).isEqualTo(entry);
  }

  @Test
  void aPlanShowsAllNames() {
    Set<String> names = new TreeSet<>();
    for (int i = 100; i < 120; i++) {
      names.add("libnginx-mod-" + i);
    }
    List<FieldChange> fields = CameWith.removal(names);
    assertThat(fields)
        .hasSizeGreaterThan(3)
        .allMatch(field -> String.valueOf(field.from()).length() <= 80 && field.to() == null);
    Change change = new Change(NGINX.id(), Action.DELETE, fields, null, null);
    assertThat(CameWith.removed(change)).isEqualTo(names);
    assertThat(CameWith.removal(Set.of())).isEmpty();
  }
}

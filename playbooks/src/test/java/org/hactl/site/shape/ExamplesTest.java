package org.hactl.site.shape;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.hactl.host.HostState;
import org.hactl.site.Golden;
import org.hactl.site.SiteReader;
import org.hactl.site.Sites;
import org.hactl.site.compile.SiteCompiler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sites that ship, all of them together: {@code playbooks/*.yml}. */
class ExamplesTest {
  private static final List<Path> EXAMPLES =
      List.of(Sites.ARTICLE, Path.of("dual-active.yml"), Path.of("cluster.yml"));

  private final JsonNode schema = SiteReader.schema();

  @Test
  void showEveryKey() {
    Set<String> declared = new TreeSet<>();
    SchemaTest.keys(schema, "", (path, _) -> declared.add(path));
    Set<String> used = new TreeSet<>();
    EXAMPLES.forEach(file -> use(SchemaTest.json(file), schema, "", used));

    assertThat(declared).hasSizeGreaterThan(200);
    declared.removeAll(used);
    assertThat(declared).as("keys that no example has").isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "dual-active,hosts,lvs1",
    "dual-active,hosts,lvs2",
    "cluster,cluster,lb1",
    "cluster,cluster,lb5"
  })
  void compileToTheKnownHostState(String site, String inventory, String host) throws IOException {
    Path hosts =
        inventory.equals("hosts")
            ? Sites.ARTICLE_INVENTORY
            : Path.of("../inventory", inventory + ".yml");
    Sites.Result result = Sites.read(Path.of(site + ".yml"), Sites.inventory(hosts));

    assertThat(result.errors().render()).isEmpty();
    assertThat(result.warnings().all())
        .allMatch(each -> each.message().contains("not in the inventory"));
    HostState state = Objects.requireNonNull(SiteCompiler.compile(result.orThrow()).get(host));
    Golden.check(Sites.RESOURCES.resolve(site + "/" + host + ".json"), Sites.json(state));
  }

  /** Notes the keys of a part of a site by the paths that {@link SchemaTest#keys} gives them. */
  private void use(JsonNode part, JsonNode rule, String path, Set<String> used) {
    String ref = rule.path("$ref").asText();
    if (!ref.isEmpty()) {
      String name = ref.substring(ref.lastIndexOf('/') + 1);
      use(part, schema.path("$defs").path(name), name, used);
    }
    List.of("anyOf", "allOf").forEach(s -> rule.path(s).forEach(x -> use(part, x, path, used)));
    part.properties()
        .forEach(entry -> {
          JsonNode declared = rule.path("properties").path(entry.getKey());
          if (declared.isObject()) {
            String here = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
            used.add(here);
            use(entry.getValue(), declared, here, used);
          } else if (rule.path("additionalProperties").isObject()) {
            use(entry.getValue(), rule.path("additionalProperties"), path + ".*", used);
          }
        });
    if (part.isArray() && rule.path("items").isObject()) {
      part.forEach(item -> use(item, rule.path("items"), path, used));
    }
  }
}

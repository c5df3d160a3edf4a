package org.hactl.site.shape;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.hactl.site.SiteReader;
import org.hactl.site.Sites;
import org.hactl.site.model.Scheduler;
import org.hactl.yaml.Problems;
import org.hactl.yaml.YamlList;
import org.hactl.yaml.YamlMap;
import org.hactl.yaml.YamlNode;
import org.hactl.yaml.YamlReader;
import org.hactl.yaml.YamlScalar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an editor is told about {@code site.yml}. */
class SchemaTest {
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(SiteReader.schema());

  @Test
  void theArticleIsValid() {
    assertThat(SCHEMA.validate(json(Sites.ARTICLE))).isEmpty();
  }

  @Test
  void everyFeatureIsValid() {
    assertThat(SCHEMA.validate(json(Sites.RESOURCES.resolve("full/site.yml")))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unknown-keys",
        "wrong-types",
        "missing-keys",
        "priorities",
        "drift",
        "bad-words",
        "checks",
        "a-list",
        "hosts"
      })
  void aBadSiteIsNot(String name) {
    JsonNode site = json(Sites.RESOURCES.resolve("bad/" + name + ".yml"));

    assertThat(SCHEMA.validate(site)).isNotEmpty();
  }

  @Test
  void everyKeyHasADescription() {
    keys(
        SiteReader.schema(),
        "",
        (path, schema) ->
            assertThat(schema.path("description").asText()).as(path).hasSizeGreaterThan(3));
  }

  @Test
  void theReferenceNamesEveryKey() throws IOException {
    String reference = Files.readString(Path.of("../docs/site.md"));
    Set<String> missing = new TreeSet<>();
    keys(
        SiteReader.schema(),
        "",
        (path, schema) -> {
          if (!reference.contains("`" + path + "`")) {
            missing.add(path);
          }
        });

    assertThat(missing).as("keys that docs/site.md does not explain").isEmpty();
  }

  @Test
  void everyKeyBesideAWordOfKeepalivedExists() throws IOException {
    Set<String> known = new TreeSet<>();
    keys(SiteReader.schema(), "", (path, schema) -> known.add(path));
    Set<String> named = new TreeSet<>();
    Files.readString(Path.of("../docs/keepalived.md"))
        .lines()
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.split("\\|", -1)[2])
        .forEach(cell ->
            Pattern.compile("`([^`]+)`")
                .matcher(cell)
                .results()
                .forEach(m -> named.add(m.group(1))));

    assertThat(named).isNotEmpty();
    assertThat(known).containsAll(named);
  }

  @Test
  void theReferenceNamesEveryWordAndDefault() throws IOException {
    String reference = Files.readString(Path.of("../docs/site.md"));
    for (Scheduler scheduler : Scheduler.values()) {
      assertThat(reference).contains("`" + scheduler.word() + "` " + scheduler.meaning());
    }
    keys(
        SiteReader.schema(),
        "",
        (path, schema) -> {
          JsonNode standard = schema.path("default");
          if (standard.isValueNode() && !standard.asText().isEmpty()) {
            assertThat(row(reference, path)).as(path).contains("| `" + standard.asText() + "` |");
          }
        });
  }

  private static String row(String reference, String path) {
    return reference.lines().filter(l -> l.startsWith("| `" + path + "`")).findFirst().orElse("");
  }

  interface KeyVisitor {
    void visit(String path, JsonNode schema);
  }

  /**
   * Visits every declared key with its path. A name that the site chooses is a star in the path; a
   * shared part of the schema has its name there.
   */
  static void keys(JsonNode schema, String path, KeyVisitor visitor) {
    schema
        .path("properties")
        .properties()
        .forEach(e -> {
          String here = path.isEmpty() ? e.getKey() : path + "." + e.getKey();
          visitor.visit(here, e.getValue());
          keys(e.getValue(), here, visitor);
        });
    schema.path("$defs").properties().forEach(e -> keys(e.getValue(), e.getKey(), visitor));
    if (schema.path("additionalProperties").isObject()) {
      keys(schema.path("additionalProperties"), path + ".*", visitor);
    }
    if (schema.path("items").isObject()) {
      keys(schema.path("items"), path, visitor);
    }
    List.of("anyOf", "allOf").forEach(s -> schema.path(s).forEach(x -> keys(x, path, visitor)));
  }

  static JsonNode json(Path file) {
    Problems problems = new Problems();
    return YamlReader.read(file, problems)
        .map(SchemaTest::json)
        .orElseThrow(() -> new AssertionError(problems.render()));
  }

  private static JsonNode json(YamlNode node) {
    JsonNodeFactory make = JsonNodeFactory.instance;
    return switch (node) {
      case YamlMap map -> {
        ObjectNode object = make.objectNode();
        map.entries().forEach(e -> object.set(e.name(), json(e.value())));
        yield object;
      }
      case YamlList list -> {
        var array = make.arrayNode();
        list.items().forEach(item -> array.add(json(item)));
        yield array;
      }
      case YamlScalar scalar ->
          switch (scalar.type()) {
            case NULL -> make.nullNode();
            case BOOLEAN -> make.booleanNode(scalar.text().equals("true"));
            case INTEGER -> make.numberNode(Long.parseLong(scalar.text()));
            case DECIMAL -> make.numberNode(Double.parseDouble(scalar.text()));
            case STRING -> make.textNode(scalar.text());
          };
    };
  }
}

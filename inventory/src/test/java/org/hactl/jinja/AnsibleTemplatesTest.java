package org.hactl.jinja;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hactl.jinja.filter.ControlNode;
import org.hactl.jinja.filter.Variables;
import org.hactl.jinja.python.JinjaException;
import org.hactl.yaml.Budget;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Templates with the results of Ansible 2.14 (Jinja 3.1). Each gives the same text here. It is an
 * error if it is one in Ansible, or if the table says that hactl refuses it. {@code FILE:} is a
 * template file, {@code VALUE:} a value in YAML, whose result is written as JSON. The lookups read
 * the folder {@code play}, as if a playbook lay there.
 */
class AnsibleTemplatesTest {
  private static final Path FOLDER = Path.of("src/test/resources/jinja");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TestFactory
  List<DynamicTest> eachTemplateGivesWhatAnsibleGivesOrIsAnError() throws IOException {
    Map<String, Object> variables = variables();
    List<DynamicTest> tests = new ArrayList<>();
    for (String line : Files.readAllLines(FOLDER.resolve("ansible.jsonl"))) {
      JsonNode row = JSON.readTree(line);
      tests.add(
          DynamicTest.dynamicTest(row.path("template").asText(), () -> check(row, variables)));
    }
    return tests;
  }

  private static void check(JsonNode row, Map<String, Object> variables) {
    String template = row.path("template").asText();
    boolean refused = row.has("error") || row.path("refused").asBoolean();
    String text;
    try {
      text = render(template, variables);
    } catch (JinjaException e) {
      assertThat(refused).as("error: %s at %d", e.getMessage(), e.at()).isTrue();
      assertThat(e.at()).isBetween(0, template.length());
      return;
    }
    if (refused) {
      fail("Ansible has an error or it is refused, found " + text);
    }
    assertThat(text).isEqualTo(row.path("text").asText());
  }

  private static String render(String template, Map<String, Object> variables) {
    if (template.startsWith("VALUE:")) {
      Map<String, Object> made = new LinkedHashMap<>(variables);
      made.put(
          "made",
          Template.read(template.substring(6), Syntax.OF_VALUE)
              .value(new MapOfVariables(variables), new Budget())
              .value());
      return render("{{ made | to_json }}", made);
    }
    boolean file = template.startsWith("FILE:");
    Template read =
        Template.read(
            file ? template.substring(5) : template, file ? Syntax.OF_FILE : Syntax.OF_VALUE);
    return (String) read.text(new MapOfVariables(variables), new Budget()).value();
  }

  @Test
  void theTableHasAllExpressions() throws IOException {
    assertThat(Files.readAllLines(FOLDER.resolve("ansible.jsonl"))).hasSizeGreaterThan(4_000);
  }

  private static Map<String, Object> variables() {
    try {
      Map<String, Object> all = new LinkedHashMap<>();
      JSON.readTree(FOLDER.resolve("variables.json").toFile())
          .properties()
          .forEach(entry -> all.put(entry.getKey(), value(entry.getValue())));
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Object value(JsonNode node) {
    if (node.isTextual()) {
      return node.asText();
    }
    return fixed(PythonLiterals.read(node.toString(), Set.of()).orElseThrow());
  }

  private static Object fixed(Object value) {
    return switch (value) {
      case List<?> list -> {
        List<Object> copy = new ArrayList<>();
        list.forEach(item -> copy.add(fixed(item)));
        yield Collections.unmodifiableList(copy);
      }
      case Map<?, ?> map -> {
        Map<Object, Object> copy = new LinkedHashMap<>();
        map.forEach((key, item) -> copy.put(key, fixed(item)));
        yield Collections.unmodifiableMap(copy);
      }
      default -> value;
    };
  }

  private record MapOfVariables(Map<String, Object> all) implements Variables {
    @Override
    public Optional<Object> get(String name) {
      return Optional.ofNullable(all.get(name));
    }

    @Override
    public Optional<String> nearest(String name) {
      return Optional.empty();
    }

    @Override
    public ControlNode controlNode() {
      return new FakeControlNode(FOLDER.resolve("play"));
    }
  }
}

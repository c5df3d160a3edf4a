package org.hactl.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.hactl.yaml.Decoding;
import org.hactl.yaml.Problems;
import org.hactl.yaml.Shape;
import org.hactl.yaml.SourceText;
import org.hactl.yaml.YamlNode;
import org.hactl.yaml.YamlReader;
import org.hactl.yaml.YamlScalar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An error in a template names the line and column in the file that contains the template. */
class TemplatePlacesTest {
  private final Problems problems = new Problems();
  private final Inventory inventory =
      InventoryReader.parse(
          new SourceText(Path.of("hosts.yml"), "all: {hosts: {a: }}\n"), problems);

  private String place(YamlNode scalar) {
    assertThat(
            Shape.text().decode(scalar, Decoding.into(problems).rendering(inventory.siteScope())))
        .isEmpty();
    var problem = problems.all().getFirst();
    return problem.line() + ":" + problem.column();
  }

  private String placeIn(String yaml) {
    SourceText source = new SourceText(Path.of("site.yml"), yaml);
    return place(YamlReader.parse(source, problems).orElseThrow().find("x").orElseThrow());
  }

  @Test
  void inEachStyleOfYaml() {
    assertThat(placeIn("x: \"a {{ 1 | nofilter }}\"\n")).isEqualTo("1:14");
  }

  @Test
  void inABlock() {
    assertThat(placeIn("x: |\n  line {{ 1 }}\n  {% for i in nope %}\n  {% endfor %}\n"))
        .isEqualTo("3:15");
  }

  @Test
  void inAFile() {
    SourceText source = new SourceText(Path.of("t.j2"), "a\r\n{{ 1 }}\r\n  {{ nope }}\r\n");
    assertThat(place(YamlScalar.ofFile(source, false))).isEqualTo("3:6");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ 'x' * 900000000 }}",
        "{{ 'aaaaaaaaaa'.replace('a', 'x' * 9000000) }}",
        "{{ ('x' * 100000).join(range(100000) | map('string')) }}",
        "{{ '%1000000000d' % 1 }}",
        "{{ '{:>1000000000}'.format(1) }}",
        "{{ 'x' | center(1000000000) }}",
        "{{ [1] | batch(1000000000, 'x') | list }}",
        "{{ [1] * 1000000000 }}",
        "{{ range(100000000) | sum }}",
        "{{ 9 ** 99999999 }}",
        "{{ ('x' * 60) is match('(x+x+)+\\1y') }}",
        "{% for a in range(5000) %}{% for b in range(5000) %}{% endfor %}{% endfor %}",
        "{% set l = [1] %}{% for i in range(99) %}{% set _ = l.extend(l) %}{% endfor %}",
      })
  void aTemplateThatTakesTooMuchIsAnError(String template) {
    YamlScalar scalar =
        YamlScalar.string(new SourceText(Path.of("site.yml"), template).at(1, 1), template);
    assertThat(
            Shape.text().decode(scalar, Decoding.into(problems).rendering(inventory.siteScope())))
        .isEmpty();
    assertThat(problems.all()).hasSize(1);
  }

  @Test
  void mergesThatTakeTooMuchAreAnError() {
    StringBuilder yaml = new StringBuilder("base: &b\n");
    for (int i = 0; i < 20_000; i++) {
      yaml.append("  k").append(i).append(": 1\n");
    }
    for (int i = 0; i < 900; i++) {
      yaml.append("m").append(i).append(": {<<: *b}\n");
    }
    YamlReader.parse(new SourceText(Path.of("x.yml"), yaml.toString()), problems);
    assertThat(problems.render()).contains("too large");
  }
}

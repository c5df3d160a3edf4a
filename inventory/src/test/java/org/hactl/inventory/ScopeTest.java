package org.hactl.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.hactl.yaml.Decoding;
import org.hactl.yaml.Problems;
import org.hactl.yaml.Shape;
import org.hactl.yaml.SourceText;
import org.hactl.yaml.Text;
import org.hactl.yaml.YamlNode;
import org.hactl.yaml.YamlScalar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScopeTest {
  private static final String HOSTS =
      """
      all:
        vars:
          n: 5
          yes: true
          list: [b, a, b]
          map: {k: v, deep: {x: 1}}
          text: Hello
          version: 1.10
          mac: 52:54:00:12:34:56
          twice: "{{ text }} {{ text }}"
          ports: "{{ [80, 443] }}"
          nothing: ~
          loop1: "{{ loop2 }}"
          loop2: "{{ loop1 }}"
          broken: "{{ nope }}"
          raw: !unsafe "{{ n }}"
        children:
          webs: {hosts: {web1: {ansible_host: 10.0.0.1, own: one}, web2.example: {own: two}}}
      """;

  private final Problems problems = new Problems();
  private final Inventory inventory =
      InventoryReader.parse(new SourceText(Path.of("hosts.yml"), HOSTS), problems);
  private final VariableScope scope = inventory.scope(inventory.host("web1").orElseThrow());

  private <T> Optional<T> decode(Shape<T> shape, String template) {
    YamlScalar scalar =
        YamlScalar.string(new SourceText(Path.of("site.yml"), template).at(1, 1), template);
    return shape.decode(scalar, Decoding.into(problems).rendering(scope));
  }

  private String problem(String template) {
    assertThat(decode(Shape.text(), template)).isEmpty();
    assertThat(problems.all()).hasSize(1);
    var problem = problems.all().getFirst();
    return problem.file()
        + ":"
        + problem.line()
        + " "
        + problem.message()
        + " -> "
        + problem.suggestion();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      quoteCharacter = '`',
      value = {
        "{{ text }}§Hello",
        "a {{ n }} b§a 5 b",
        "{{ n + 1 }}§6",
        "{{ twice }}!§Hello Hello!",
        "{{ version }}§1.1",
        "{{ mac }}§41135085296",
        "{{ yes }}§True",
        "{{ nope | default('x') }}§x",
        "{{ map.nope | default('x') }}§x",
        "{{ nope | d('x') }}§x",
        "{{ 'y' if nope is defined else 'z' }}§z",
        "{% if n > 3 %}big{% else %}small{% endif %}§big",
        "{{ list | join(',') }}§b,a,b",
        "{{ list | unique | sort | join }}§ab",
        "{{ list | map('upper') | join(' ') }}§B A B",
        "{{ [1,2,3] | select('odd') | join(',') }}§1,3",
        "{{ list | length }}/{{ list | first }}/{{ list | last }}§3/b/b",
        "{{ text | lower }}{{ text | upper }}§helloHELLO",
        "{{ text | replace('l', 'L') }}§HeLLo",
        "{{ '7' | int }}§7",
        "{{ map | to_json }}§{\"k\": \"v\", \"deep\": {\"x\": 1}}",
        "{{ map.deep.x }}{{ map['k'] }}§1v",
        "{{ text.upper() }}{{ text.startswith('He') }}§HELLOTrue",
        "{{ text[0] }}§H",
        "{% for k, v in map.items() %}{{ k }};{% endfor %}§k;deep;",
        "{% for k in map %}{{ k }};{% endfor %}§k;deep;",
        "{% for x in list %}{{ loop.index }}{{ x }}{% endfor %}§1b2a3b",
        "{{ 'a/b/c.txt' | basename }}§c.txt",
        "{{ 'a/b/c.txt' | dirname }}§a/b",
        "{{ yes | ternary('on', 'off') }}§on",
        "{{ {'a': 1} | combine({'b': 2}) | to_json }}§{\"a\": 1, \"b\": 2}",
        "{{ inventory_hostname }} {{ group_names | join }}§web1 webs",
        "{{ groups['webs'] | join(',') }} {{ groups.all | length }}§web1,web2.example 2",
        "{{ groups.webs | map('extract', hostvars) | sort(attribute='own', reverse=true)"
            + " | map(attribute='own') | join }}§twoone",
        "{{ (groups.webs | map('extract', hostvars) | max(attribute='own')).own }}§two",
        "{{ groups.webs | map('extract', hostvars) | groupby('own') | map('first') | join }}§onetwo",
        "{{ groups.webs | map('extract', hostvars) | reverse | map(attribute='own') | join }}§twoone",
        "{{ (true | ternary(hostvars.web1, none)).own }}§one",
        "{{ groups.webs | map('extract', hostvars)"
            + " | items2dict('inventory_hostname', 'own') | to_json }}"
            + "§{\"web1\": \"one\", \"web2.example\": \"two\"}",
        "{{ hostvars['web2.example'].own }}§two",
        "{{ hostvars['web2.example'].inventory_hostname_short }}§web2",
        "{% for h in groups.webs %}{{ hostvars[h].ansible_host }} {% endfor %}.§10.0.0.1 web2.example .",
        "{# gone #}x§x",
        "{% raw %}{{ n }}{% endraw %}§{{ n }}",
        "{{ raw }}§{{ n }}",
        "{{ '{{ n }}' }}§{{ n }}",
      })
  void aTemplateMeansWhatAnsibleUsersExpect(String template, String expected) {
    assertThat(decode(Shape.text(), template)).contains(new Text(expected, false));
    assertThat(problems.render()).isEmpty();
  }

  @Test
  void aLineBreakBehindAnExpressionStays() {
    assertThat(decode(Shape.text(), "{{ inventory_hostname }}\n"))
        .contains(new Text("web1\n", false));
  }

  @Test
  void aSoleExpressionKeepsItsType() {
    assertThat(decode(Shape.integer(0, 9), "{{ n }}")).contains(5);
    assertThat(decode(Shape.bool(), "{{ n == 5 }}")).contains(true);
    assertThat(decode(Shape.list(Shape.integer(1, 65535)), "{{ ports }}"))
        .contains(List.of(80, 443));
    assertThat(decode(Shape.list(Shape.string()), "{{ groups.webs }}"))
        .contains(List.of("web1", "web2.example"));
    assertThat(problems.render()).isEmpty();
  }

  @Test
  void aMissingVariableIsAProblemAtItsPlaceWithTheNearestName() {
    assertThat(problem("x {{ txt }}"))
        .isEqualTo("site.yml:1 the variable \"txt\" is not defined -> text");
  }

  @Test
  void aMissingVariableIsAProblemEvenWhereJinjaWouldPrintNothing() {
    assertThat(problem("{{ 'a' ~ lisst }}"))
        .isEqualTo("site.yml:1 the variable \"lisst\" is not defined -> list");
  }

  @Test
  void aBrokenVariableIsAProblemWhereItIsWritten() {
    assertThat(problem("x {{ broken }}"))
        .startsWith("hosts.yml:15 the variable \"nope\" is not defined");
  }

  @Test
  void variablesThatUseEachOtherAreAProblem() {
    assertThat(problem("{{ loop1 }}"))
        .contains("uses itself: web1:loop1 -> web1:loop2 -> web1:loop1");
  }

  @Test
  void aMissingKeyAndAMissingFilterAreProblems() {
    assertThat(problem("{{ map.nope }}")).contains("\"map.nope\" has no value");
  }

  @Test
  void aMissingFilterIsAProblemWithTheNearestName() {
    assertThat(problem("{{ text | uper }}")).contains("there is no filter \"uper\" -> upper");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ n",
        "{% if %}",
        "{% for x in list %}",
        "{{ ) }}",
        "{{ n|int+ }}",
        "{% include '/etc/passwd' %}",
        "{% import '/etc/passwd' as x %}",
        "{% extends '/etc/passwd' %}",
        "{{ text.getClass() }}",
        "{{ text.getBytes() }}",
        "{{ text.repeat(1000000000) }}",
        "{{ text.class.classLoader }}",
        "{{ list.clear() }}",
        "{{ map.put('a', 1) }}",
        "{{ groups.getClass().forName('java.lang.Runtime') }}",
        "{{ range(1000000000) }}",
        "{% for a in range(9000) %}{% for b in range(9000) %}x{% endfor %}{% endfor %}",
        "{% for a in range(900) %}{% for b in range(900) %}{% for c in range(900) %}{% if c %}{% endif %}{% endfor %}{% endfor %}{% endfor %}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{{ 'x' * 1000000000 }}",
        "{{ text | nofilter }}",
        "{{ nothing }}",
        "{{ ____int3rpr3t3r____ }}",
        "{{ ____int3rpr3t3r____.config }}",
      })
  void forbiddenThingsInATemplateAreProblems(String template) {
    assertThat(decode(Shape.text(), template)).isEmpty();
    assertThat(problems.all()).hasSize(1);
  }

  @Test
  void deepNestingIsAProblemAndNotACrash() {
    assertThat(decode(Shape.text(), "{{ " + "(".repeat(20_000) + "1" + ")".repeat(20_000) + " }}"))
        .isEmpty();
    assertThat(decode(Shape.text(), "{% if 1 %}".repeat(5_000) + "x" + "{% endif %}".repeat(5_000)))
        .isEmpty();
    assertThat(decode(Shape.text(), "{{ " + "not ".repeat(20_000) + "1 }}")).isEmpty();
    assertThat(problems.all()).hasSize(3);
  }

  @Test
  void variablesOfOtherHostsAreReadableOnlyThroughHostvars() {
    Optional<YamlNode> value = scope.value("own", problems);
    assertThat(value).containsInstanceOf(YamlScalar.class);
    assertThat(inventory.siteScope().value("own", problems)).isEmpty();
    assertThat(problems.all()).isEmpty();
  }
}

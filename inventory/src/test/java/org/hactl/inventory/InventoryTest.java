package org.hactl.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.hactl.yaml.Problems;
import org.hactl.yaml.YamlNode;
import org.hactl.yaml.YamlScalar;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InventoryTest {
  @TempDir Path folder = Path.of("");
  private Problems problems = new Problems();

  @BeforeEach
  void fresh() {
    problems = new Problems();
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private Inventory read(String... extra) {
    Inventory inventory =
        InventoryReader.read(folder, List.of(extra), Vault.none(), problems).orElseThrow();
    assertThat(problems.render()).isEmpty();
    return inventory;
  }

  private String rendered() {
    return problems.render().replace(folder.toString() + "/", "");
  }

  private String value(Inventory inventory, String host, String variable) {
    Optional<YamlNode> value =
        inventory.scope(inventory.host(host).orElseThrow()).value(variable, problems);
    assertThat(problems.render()).isEmpty();
    return ((YamlScalar) value.orElseThrow()).text();
  }

  @Test
  void theShippedInventoryIsTheArticlesSite() {
    Inventory inventory =
        InventoryReader.read(Path.of("."), List.of(), Vault.none(), problems).orElseThrow();

    assertThat(problems.render()).isEmpty();
    assertThat(inventory.hosts().keySet()).containsExactly("lvs1", "lvs2", "web1", "web2");
    assertThat(inventory.members("directors"))
        .extracting(Host::name)
        .containsExactly("lvs1", "lvs2");
    assertThat(inventory.hosts().values())
        .extracting(h -> inventory.connection(h, problems).orElseThrow().address())
        .containsExactly("192.168.0.14", "192.168.0.16", "192.168.0.18", "192.168.0.20");
    assertThat(value(inventory, "lvs1", "vrrp_password")).isEqualTo("1111");
  }

  @Test
  void aStrongerLevelWinsAndTheHistoryTellsWhatItOverrides() throws IOException {
    write(
        "hosts.yml",
        """
        all:
          vars: {v: all}
          children:
            outer:
              vars: {v: outer}
              children:
                inner: {vars: {v: inner}, hosts: {a: {v: host}, b: , c: }}
            other: {hosts: {c: }}
        """);
    write("group_vars/other.yml", "v: other\n");
    write("host_vars/b.yml", "w: 1\n");

    Inventory inventory = read();
    assertThat(value(inventory, "a", "v")).isEqualTo("host");
    assertThat(value(inventory, "b", "v")).isEqualTo("inner");
    assertThat(value(inventory, "c", "v")).isEqualTo("other");
    assertThat(inventory.host("c").orElseThrow().groups())
        .containsExactly("inner", "other", "outer");
    assertThat(
            inventory.host("c").orElseThrow().variables().history("v").stream()
                .map(v -> v.origin().replace(folder + "/", "")))
        .containsExactly(
            "group other, group_vars/other.yml:1:1",
            "group inner, hosts.yml:7:24",
            "group outer, hosts.yml:5:14",
            "group all, hosts.yml:2:10");

    assertThat(value(read("v=extra"), "a", "v")).isEqualTo("extra");
    assertThat(value(read("{v: [1], w: 2}", "v=\"x y\" z=1"), "a", "v")).isEqualTo("x y");
  }

  @Test
  void theIniFormIsReadToo() throws IOException {
    write(
        "hosts.ini",
        """
        # the site
        lonely
        [directors]
        lvs[1:2] ansible_user=root note="two words" # both
        [webs]
        web1:2222 ansible_host=192.168.0.18
        [webs:vars]
        port = 80   # plain
        title = "a # b"
        [site:children]
        directors
        webs
        """);

    Inventory inventory = read();
    assertThat(inventory.hosts().keySet()).containsExactly("lonely", "lvs1", "lvs2", "web1");
    assertThat(inventory.members("site"))
        .extracting(Host::name)
        .containsExactly("lvs1", "lvs2", "web1");
    assertThat(value(inventory, "lvs2", "note")).isEqualTo("two words");
    assertThat(value(inventory, "web1", "title")).isEqualTo("a # b");
    assertThat(value(inventory, "web1", "port")).isEqualTo("80");
    Connection web1 =
        inventory.connection(inventory.host("web1").orElseThrow(), problems).orElseThrow();
    assertThat(web1.port()).isEqualTo(2222);
    assertThat(web1.user()).isEmpty();
  }

  @Test
  void allErrorsAreReportedAtOnceWithTheNearestWord() throws IOException {
    write(
        "hosts.yml",
        """
        all:
          children:
            webs: {host: {web1: {ansible_hots: 192.168.0.18}}}
        """);
    InventoryReader.read(folder, List.of("novalue"), Vault.none(), problems);

    assertThat(rendered())
        .isEqualTo(
            """
            --extra-vars:1:1: expected key=value, found "novalue"
                novalue
                ^
            hosts.yml:3:12: all.children.webs: the key "host" is not known
                    webs: {host: {web1: {ansible_hots: 192.168.0.18}}}
                           ^
                did you mean hosts?\
            """);
  }

  @Test
  void groupCyclesAndMisspeltNamesAreProblems() throws IOException {
    write(
        "hosts.yml",
        """
        all:
          children:
            a: {children: {b: {children: {a: }}}}
            dbs: {hosts: {"db[3:1]": , dbs: , ok: {ansible_hots: 1, ansible_become_metod: x, ansible_x: 1}}}
        """);
    InventoryReader.read(folder, List.of(), Vault.none(), problems);

    assertThat(problems.all())
        .extracting(p -> p.message() + " -> " + p.suggestion())
        .containsExactlyInAnyOrder(
            "the group a contains itself: all -> a -> b -> a -> null",
            "the host range [3:1] has no members; its end must follow its start, and its step be 1"
                + " or more -> null",
            "\"dbs\" is both a host and a group -> null",
            "the variable \"ansible_hots\" is not known -> ansible_host",
            "the variable \"ansible_become_metod\" is not known -> ansible_become_method");
  }

  @Test
  void aConnectionSaysHowTheHostIsReached() throws IOException {
    write(
        "hosts.yml",
        """
        all:
          vars: {base: 10.0.0, ansible_user: "{{ who }}", who: ops, ansible_become: true}
          hosts:
            a: {ansible_host: "{{ base }}.7", ansible_port: "{{ 2000 + 22 }}", ansible_ssh_private_key_file: /k}
            b: {ansible_connection: local, ansible_port: 0, ansible_become_method: su}
        """);
    Inventory inventory = read();

    assertThat(inventory.connection(inventory.host("a").orElseThrow(), problems))
        .contains(
            new Connection(
                Connection.Plugin.SSH,
                "10.0.0.7",
                2022,
                Optional.of("ops"),
                Optional.of(Path.of("/k")),
                true,
                List.of()));
    assertThat(inventory.connection(inventory.host("b").orElseThrow(), problems)).isEmpty();
    assertThat(rendered())
        .contains("ansible_port: expected a whole number from 1 to 65535, found 0")
        .contains("ansible_become_method: expected one of sudo");
  }

  @Test
  void aFolderWithoutAHostsFileIsAProblem() {
    assertThat(InventoryReader.read(folder, List.of(), Vault.none(), problems)).isEmpty();
    assertThat(problems.render()).endsWith("contains no hosts.yml");
  }

  @Test
  void anEmptyOrCommentedVariableFileIsAllowed() throws IOException {
    write("hosts.yml", "all: {hosts: {a: }}\n");
    write("group_vars/all/10-nothing.yml", "---\n# nothing yet\n");
    write("group_vars/all/20.yml", "x: 1\n");

    assertThat(value(read(), "a", "x")).isEqualTo("1");
  }

  /** The right values are those of {@code ansible-inventory --list}. */
  @Test
  void aValueInAnIniFileIsAPythonLiteralOrAText() throws IOException {
    List<String> values =
        List.of(
            "[true]",
            "\"[true]\"",
            "1,2",
            "[1, 2]",
            "[none, 1]",
            "\"[none, 1]\"",
            "{\"a\": true}",
            "\"{\\\"a\\\": true}\"",
            "[1],[2]",
            "[[1], [2]]",
            "{'a': None}",
            "{\"a\": null}",
            "[null]",
            "\"[null]\"",
            "0x1f",
            "31",
            "-5",
            "-5",
            "1+2",
            "\"1+2\"",
            "007",
            "\"007\"",
            "[True, -1.5]",
            "[true, -1.5]",
            "a,b",
            "\"a,b\"",
            "5,",
            "[5]");
    StringBuilder text = new StringBuilder("h1\n[all:vars]\n");
    for (int i = 0; i < values.size(); i += 2) {
      text.append("v%d=%s\nj%d=\"{{ v%d | to_json }}\"\n".formatted(i, values.get(i), i, i));
    }
    write("hosts.ini", text.toString());
    Inventory inventory = read();

    for (int i = 0; i < values.size(); i += 2) {
      assertThat(value(inventory, "h1", "j" + i)).as(values.get(i)).isEqualTo(values.get(i + 1));
    }
  }

  /** A list is written as an alias only where Ansible has one list and not two that are equal. */
  @Test
  void oneListAtTwoPlacesIsOneListInYamlAndEqualListsAreNot() throws IOException {
    write(
        "hosts.yml",
        """
        all:
          hosts:
            a:
          vars:
            one: [1]
            same: "{{ one }}"
            both: {x: [], y: []}
            twice: "{{ [one, one] | to_yaml }}"
            copies: "{{ [one, same] | to_yaml }}"
            empty: "{{ both | to_yaml }}"
        """);
    Inventory inventory = read();

    assertThat(value(inventory, "a", "twice")).contains("&id001 [1]").contains("*id001");
    assertThat(value(inventory, "a", "copies")).doesNotContain("id001");
    assertThat(value(inventory, "a", "empty")).doesNotContain("id001");
  }
}

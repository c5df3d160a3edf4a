package org.hactl.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.hactl.yaml.HiddenText;
import org.hactl.yaml.Problems;
import org.hactl.yaml.YamlScalar;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ansible itself as the judge; needs {@code ansible-core}. */
@Tag("lab")
class AnsibleLabTest {
  @TempDir Path folder = Path.of("");

  private String run(String... command) throws IOException, InterruptedException {
    Path errors = folder.resolve("stderr");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(errors.toFile())
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
    return out;
  }

  @Test
  void ansibleVaultOpensWhatWeSeal() throws Exception {
    Files.writeString(folder.resolve("pw"), "s3cret\n");
    VaultPassword first = new VaultPassword(VaultPassword.DEFAULT_ID, new HiddenText("s3cret"));
    VaultPassword second = new VaultPassword("prod", new HiddenText("s3cret"));
    for (VaultPassword password : List.of(first, second)) {
      Files.writeString(folder.resolve("x.yml"), Vault.seal("a: grün\n", password));
      assertThat(run("ansible-vault", "view", "--vault-id", password.id() + "@pw", "x.yml"))
          .isEqualTo("a: grün\n");
    }
    Files.writeString(folder.resolve("y.yml"), "b: 2\n");
    run("ansible-vault", "encrypt", "--vault-password-file", "pw", "y.yml");
    assertThat(new Vault(List.of(first)).openText(Files.readString(folder.resolve("y.yml"))))
        .isEqualTo("b: 2\n");
  }

  @Test
  void ansibleInventorySeesTheSameGroupsAndValues() throws Exception {
    Path inventory = folder.resolve("inv");
    Files.createDirectories(inventory.resolve("group_vars"));
    Files.createDirectories(inventory.resolve("host_vars"));
    Files.writeString(
        inventory.resolve("hosts.yml"),
        """
        all:
          vars: {v: all, base: 10}
          hosts: {lonely: }
          children:
            outer:
              children:
                inner: {hosts: {a: {w: host}, "b[1:3]": }}
            other: {hosts: {a: , b2: }}
            deep: {children: {other: }}
        """);
    Files.writeString(inventory.resolve("group_vars/outer.yml"), "v: outer\nu: outer\n");
    Files.writeString(inventory.resolve("group_vars/inner.yml"), "v: inner\n");
    Files.writeString(inventory.resolve("group_vars/other.yml"), "v: other\nt: \"{{ base }}0\"\n");
    Files.writeString(inventory.resolve("host_vars/b2.yml"), "v: b2\n");
    assertSame(inventory);

    Path ini = Files.createDirectory(folder.resolve("ini"));
    Files.writeString(
        ini.resolve("hosts"),
        """
        lonely v=none
        [outer:children]
        inner
        [inner]
        a w=host
        b[01:03] v="x y"
        [outer:vars]
        u=outer
        """);
    assertSame(ini);
  }

  private void assertSame(Path inventory) throws Exception {
    JsonNode theirs =
        new ObjectMapper().readTree(run("ansible-inventory", "-i", inventory.toString(), "--list"));
    Problems problems = new Problems();
    Inventory ours =
        InventoryReader.read(inventory, List.of(), Vault.none(), problems).orElseThrow();
    assertThat(problems.render()).isEmpty();
    JsonNode variables = theirs.path("_meta").path("hostvars");
    for (Host host : ours.hosts().values()) {
      List<String> names = new ArrayList<>();
      variables.path(host.name()).fieldNames().forEachRemaining(names::add);
      assertThat(host.variables().names()).containsExactlyInAnyOrderElementsOf(names);
      for (String name : names) {
        var value = host.variables().get(name).orElseThrow().value();
        assertThat(((YamlScalar) value).text())
            .as(host.name() + "." + name)
            .isEqualTo(variables.path(host.name()).path(name).asText());
      }
    }
    for (Group group : ours.groups().values()) {
      List<String> hosts = new ArrayList<>();
      theirs.path(group.name()).path("hosts").forEach(h -> hosts.add(h.asText()));
      if (!group.name().equals(Inventory.ALL)) {
        assertThat(group.hosts()).as(group.name()).containsExactlyInAnyOrderElementsOf(hosts);
      }
    }
  }
}

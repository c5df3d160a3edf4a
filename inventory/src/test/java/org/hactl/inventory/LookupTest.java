package org.hactl.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hactl.yaml.Decoding;
import org.hactl.yaml.HiddenText;
import org.hactl.yaml.Problems;
import org.hactl.yaml.Shape;
import org.hactl.yaml.SourceText;
import org.hactl.yaml.Text;
import org.hactl.yaml.YamlScalar;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What templates read of the control node, in real folders. */
class LookupTest {
  private static final VaultPassword PASSWORD =
      new VaultPassword(VaultPassword.DEFAULT_ID, new HiddenText("open sesame"));

  @TempDir Path folder = Path.of("");
  private final Problems problems = new Problems();

  @BeforeEach
  void anInventory() throws IOException {
    Files.writeString(
        folder.resolve("hosts.yml"),
        "all: {hosts: {web1: }, vars: {beside: \"{{ lookup('file', 'banner') }}\"}}\n");
    Files.createDirectories(folder.resolve("group_vars/all"));
    Files.writeString(
        folder.resolve("group_vars/all/main.yml"), "deep: \"{{ lookup('file', 'banner') }}\"\n");
    Files.createDirectories(folder.resolve("files"));
    Files.writeString(folder.resolve("files/banner"), "Welcome \n\n");
    Files.writeString(folder.resolve("sealed"), Vault.seal("topsecret\n", PASSWORD));
    Files.writeString(folder.resolve("endless.j2"), "{% include 'endless.j2' %}");
    Files.writeString(folder.resolve("wrong.j2"), "a\n{{ nope }\n");
  }

  private Text rendered(String template) {
    Inventory inventory =
        InventoryReader.read(
                folder.resolve("hosts.yml"), List.of(), new Vault(List.of(PASSWORD)), problems)
            .orElseThrow();
    YamlScalar scalar =
        YamlScalar.string(new SourceText(folder.resolve("site.yml"), template).at(1, 1), template);
    return Shape.text()
        .decode(
            scalar,
            Decoding.into(problems)
                .rendering(inventory.scope(inventory.host("web1").orElseThrow())))
        .orElse(new Text("none", false));
  }

  @Test
  void aFileIsFoundBesideTheFileWithTheTemplate() {
    assertThat(rendered("{{ lookup('file', 'banner') }}")).isEqualTo(new Text("Welcome", false));
    assertThat(rendered("{{ beside }}")).isEqualTo(new Text("Welcome", false));
    assertThat(rendered("{{ deep }}!")).isEqualTo(new Text("Welcome!", false));
    assertThat(problems.all()).isEmpty();
  }

  @Test
  void aVaultedFileIsASecret() {
    assertThat(rendered("x{{ lookup('file', 'sealed') }}")).isEqualTo(new Text("xtopsecret", true));
    assertThat(rendered("{{ lookup('template', 'sealed') }}").secret()).isTrue();
    assertThat(rendered("{% include 'sealed' %}").secret()).isTrue();
    assertThat(problems.all()).isEmpty();
  }

  @Test
  void anErrorInASecretIsNotShown() {
    assertThat(rendered("{{ lookup('file', 'sealed') | from_json }}").value()).isEqualTo("none");
    assertThat(problems.render()).doesNotContain("topsecret").contains("may contain a secret");
  }

  @Test
  void aFileThatIsMissingOrWrongOrIncludesItselfIsAnError() {
    assertThat(rendered("{{ lookup('file', 'nowhere') }}").value()).isEqualTo("none");
    assertThat(rendered("{% include 'endless.j2' %}").value()).isEqualTo("none");
    assertThat(rendered("{% include 'wrong.j2' %}").value()).isEqualTo("none");
    assertThat(problems.render())
        .contains("the lookup finds no file \"nowhere\"")
        .contains("uses itself without end")
        .contains("wrong.j2\", line 2");
  }

  @Test
  void pathsAreThoseOfThisMachine() {
    String sealed = folder.resolve("sealed").toString();

    assertThat(
            rendered("{{ '" + sealed + "' is file }}{{ '" + folder + "' is directory }}").value())
        .isEqualTo("TrueTrue");
    assertThat(rendered("{{ '" + folder + "/x/../sealed' | realpath }}").value()).isEqualTo(sealed);
    assertThat(
            rendered("{{ '" + folder + "/*.j2' | fileglob | map('basename') | sort | join(',') }}")
                .value())
        .isEqualTo("endless.j2,wrong.j2");
    assertThat(rendered("{{ '/' is mount }}{{ '/nowhere' is exists }}").value())
        .isEqualTo("TrueFalse");
  }

  @Test
  void theTimeIsTheSameInAllTemplatesOfARun() {
    Inventory inventory =
        InventoryReader.read(folder.resolve("hosts.yml"), List.of(), Vault.none(), problems)
            .orElseThrow();
    String year = String.valueOf(inventory.began().getYear());

    assertThat(rendered("{{ now().year }}").value()).isEqualTo(year);
    assertThat(inventory.began()).isSameAs(inventory.began());
  }
}

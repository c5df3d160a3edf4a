package org.hactl.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.hactl.yaml.Decoding;
import org.hactl.yaml.HiddenText;
import org.hactl.yaml.Problems;
import org.hactl.yaml.Shape;
import org.hactl.yaml.SourceText;
import org.hactl.yaml.Text;
import org.hactl.yaml.YamlScalar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VaultTest {
  private static final Path FIXTURES = Path.of("src/test/resources/vault");
  private static final VaultPassword FIRST =
      new VaultPassword(VaultPassword.DEFAULT_ID, new HiddenText("open sesame"));
  private static final VaultPassword SECOND = new VaultPassword("prod", new HiddenText("other"));
  private static final String PLAIN = "vrrp_password: \"1111\"\nnested: {a: [1, two]}\n";

  @TempDir Path folder = Path.of("");
  private final Problems problems = new Problems();

  @ParameterizedTest
  @ValueSource(strings = {"whole-1.1.yml", "whole-1.2.yml"})
  void aValueEncryptedByAnsibleVaultIsDecrypted(String file) throws IOException, VaultException {
    String sealed = Files.readString(FIXTURES.resolve(file));

    assertThat(Vault.sealed(sealed)).isTrue();
    assertThat(new Vault(List.of(FIRST, SECOND)).openText(sealed)).isEqualTo(PLAIN);
  }

  @Test
  void anEncryptedValueIsDecryptedAgain() throws VaultException {
    Vault vault = new Vault(List.of(FIRST, SECOND));
    for (int length : new int[] {0, 1, 15, 16, 17, 1000}) {
      String plain = "ü".repeat(length);
      assertThat(vault.openText(Vault.seal(plain, FIRST))).isEqualTo(plain);
      assertThat(Vault.seal(plain, SECOND)).startsWith("$ANSIBLE_VAULT;1.2;AES256;prod\n");
      assertThat(vault.openText(Vault.seal(plain, SECOND))).isEqualTo(plain);
    }
    assertThat(Vault.seal("x", FIRST)).isNotEqualTo(Vault.seal("x", FIRST));
  }

  @Test
  void wrongPasswordsAndDamageAreReportedWithoutTheText() throws IOException {
    String sealed = Files.readString(FIXTURES.resolve("whole-1.2.yml"));
    assertThatThrownBy(() -> Vault.none().open(sealed))
        .hasMessageContaining("--vault-password-file");
    assertThatThrownBy(() -> new Vault(List.of(FIRST)).open(sealed))
        .hasMessage("the vault password does not open it (its vault id is prod)");
    Vault both = new Vault(List.of(FIRST, SECOND));
    assertThatThrownBy(() -> both.open(sealed.substring(0, sealed.length() - 20)))
        .isInstanceOf(VaultException.class);
    assertThatThrownBy(() -> both.open(sealed.replace("AES256", "ROT13")))
        .hasMessageContaining("ROT13");
    assertThatThrownBy(() -> both.open("$ANSIBLE_VAULT;9.9;AES256\n00"))
        .hasMessageContaining("9.9");
    for (String bad :
        List.of(
            "",
            "$ANSIBLE_VAULT",
            "$ANSIBLE_VAULT;1.1;AES256",
            "$ANSIBLE_VAULT;1.1;AES256\nzz",
            "$ANSIBLE_VAULT;1.1;AES256\n0a0a")) {
      assertThatThrownBy(() -> both.open(bad)).isInstanceOf(VaultException.class);
    }
  }

  @Test
  void aVaultValueTaintsWhatItGoesInto() throws IOException {
    Files.writeString(folder.resolve("hosts.yml"), "all: {hosts: {a: , b: }}\n");
    Files.createDirectories(folder.resolve("group_vars/all"));
    Files.copy(FIXTURES.resolve("inline.yml"), folder.resolve("group_vars/all/inline.yml"));
    Files.writeString(
        folder.resolve("group_vars/all/use.yml"), "uses: \"pw={{ vrrp_password }}\"\n");
    Inventory inventory =
        InventoryReader.read(folder, List.of(), new Vault(List.of(FIRST, SECOND)), problems)
            .orElseThrow();
    VariableScope scope = inventory.scope(inventory.host("a").orElseThrow());

    assertThat(rendered(scope, "x {{ uses }}")).isEqualTo(new Text("x pw=1111", true));
    assertThat(rendered(scope, "{{ umlaut }}")).isEqualTo(new Text("grün {{ x }}", true));
    assertThat(rendered(scope, "{{ hostvars.b.vrrp_password }}")).isEqualTo(new Text("1111", true));
    String sorted = "groups.all | map('extract', hostvars) | sort(attribute='inventory_hostname')";
    assertThat(rendered(scope, "{{ (" + sorted + " | last).vrrp_password }}"))
        .isEqualTo(new Text("1111", true));
    assertThat(rendered(scope, "{{ (" + sorted + " | last).inventory_hostname }}"))
        .isEqualTo(new Text("b", false));
    assertThat(rendered(scope, "{{ plain }}")).isEqualTo(new Text("x", false));
    assertThat(rendered(scope, "{{ uses }}")).hasToString("***");
    assertThat(problems.all()).isEmpty();
  }

  @Test
  void aFailureDoesNotQuoteTheSecret() throws IOException {
    Files.writeString(folder.resolve("hosts.yml"), "all: {hosts: {a: }}\n");
    Files.createDirectories(folder.resolve("group_vars"));
    Files.writeString(folder.resolve("group_vars/all.yml"), Vault.seal("pw: topsecret\n", FIRST));
    Inventory inventory =
        InventoryReader.read(folder, List.of(), new Vault(List.of(FIRST)), problems).orElseThrow();
    String template = "{{ pw + 3 }}";
    YamlScalar scalar =
        YamlScalar.string(new SourceText(Path.of("site.yml"), template).at(1, 1), template);

    assertThat(inventory.siteScope().render(scalar, problems)).isEmpty();
    assertThat(problems.render()).contains("cannot be rendered").doesNotContain("topsecret");
  }

  @Test
  void anEncryptedFileIsReadAndItsErrorsShowNoText() throws IOException {
    Files.writeString(folder.resolve("hosts.yml"), "all: {hosts: {a: }}\n");
    Files.createDirectories(folder.resolve("group_vars"));
    Path all = folder.resolve("group_vars/all.yml");
    Files.copy(FIXTURES.resolve("whole-1.1.yml"), all);
    Vault vault = new Vault(List.of(FIRST));
    Inventory inventory = InventoryReader.read(folder, List.of(), vault, problems).orElseThrow();
    assertThat(rendered(inventory.siteScope(), "{{ nested.a[1] }}"))
        .isEqualTo(new Text("two", true));

    Files.writeString(all, Vault.seal("topsecret: [unclosed\n", FIRST));
    InventoryReader.read(folder, List.of(), vault, problems);
    Files.writeString(
        all, Vault.seal("bad-topsecret: 1\nok: \"{{ topsecret | nofilter }}\"\n", FIRST));
    InventoryReader.read(folder, List.of(), vault, problems)
        .orElseThrow()
        .siteScope()
        .value("ok", problems);
    InventoryReader.read(folder, List.of(), Vault.none(), problems);

    assertThat(problems.all()).hasSize(4);
    assertThat(problems.all())
        .extracting(p -> p.sourceLine())
        .noneMatch(l -> l.contains("topsecret"));
  }

  @Test
  void theInlineValueNeedsThePasswordOnlyWhenItIsUsed() throws IOException {
    Files.writeString(folder.resolve("hosts.yml"), "all: {hosts: {a: }}\n");
    Files.createDirectories(folder.resolve("group_vars"));
    Files.copy(FIXTURES.resolve("inline.yml"), folder.resolve("group_vars/all.yml"));
    Inventory inventory =
        InventoryReader.read(folder, List.of(), Vault.none(), problems).orElseThrow();
    assertThat(problems.all()).isEmpty();

    assertThat(inventory.siteScope().value("vrrp_password", problems)).isEmpty();
    assertThat(problems.render()).contains("all.yml:2:16").contains("--vault-password-file");
  }

  @Test
  void passwordsComeFromFilesScriptsAndTheEnvironment() throws IOException {
    Path script = folder.resolve("ask-client.sh");
    Files.writeString(script, "#!/bin/sh\necho \"pw of $2\"\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    Path failing = folder.resolve("fails");
    Files.writeString(failing, "#!/bin/sh\nexit 3\n");
    Files.setPosixFilePermissions(failing, PosixFilePermissions.fromString("rwx------"));
    String sealed = Vault.seal("x", new VaultPassword("lab", new HiddenText("pw of lab")));

    Vault vault =
        VaultPasswords.load(
            List.of(FIXTURES.resolve("password.txt").toString(), "lab@" + script),
            Map.of(),
            problems);
    assertThat(problems.all()).isEmpty();
    assertThat(opens(vault, sealed)).isTrue();
    assertThat(opens(vault, Vault.seal("x", FIRST))).isTrue();

    Vault fromEnvironment =
        VaultPasswords.load(
            List.of(),
            Map.of("ANSIBLE_VAULT_PASSWORD_FILE", FIXTURES.resolve("other.txt").toString()),
            problems);
    assertThat(opens(fromEnvironment, Vault.seal("x", SECOND))).isTrue();

    VaultPasswords.load(List.of("/nowhere/pw", "x@" + failing), Map.of(), problems);
    assertThat(problems.render())
        .contains("there is no such vault password file")
        .contains("ended with status 3");
  }

  private static boolean opens(Vault vault, String sealed) {
    try {
      return vault.openText(sealed).equals("x");
    } catch (VaultException e) {
      return false;
    }
  }

  private Text rendered(VariableScope scope, String template) {
    YamlScalar scalar =
        YamlScalar.string(new SourceText(Path.of("site.yml"), template).at(1, 1), template);
    return Shape.text().decode(scalar, Decoding.into(problems).rendering(scope)).orElseThrow();
  }
}

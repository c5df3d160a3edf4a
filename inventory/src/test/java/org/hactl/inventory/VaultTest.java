package org.hactl.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Random;
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
    assertThatThrownBy(() -> Vault.none().openText(sealed))
        .hasMessageContaining("--vault-password-file");
    assertThatThrownBy(() -> new Vault(List.of(FIRST)).openText(sealed))
        .hasMessage("the vault password does not open it (its vault id is prod)");
    Vault both = new Vault(List.of(FIRST, SECOND));
    assertThatThrownBy(() -> both.openText(sealed.substring(0, sealed.length() - 20)))
        .isInstanceOf(VaultException.class);
    assertThatThrownBy(() -> both.openText(sealed.replace("AES256", "ROT13")))
        .hasMessageContaining("ROT13");
    assertThatThrownBy(() -> both.openText("$ANSIBLE_VAULT;9.9;AES256\n00"))
        .hasMessageContaining("9.9");
    for (String bad :
        List.of(
            "",
            "$ANSIBLE_VAULT",
            "$ANSIBLE_VAULT;1.1;AES256",
            "$ANSIBLE_VAULT;1.1;AES256\nzz",
            "$ANSIBLE_VAULT;1.1;AES256\n0a0a")) {
      assertThatThrownBy(() -> both.openText(bad)).isInstanceOf(VaultException.class);
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
        passwords(Map.of())
            .load(List.of(FIXTURES.resolve("password.txt").toString(), "lab@" + script), problems);
    assertThat(problems.all()).isEmpty();
    assertThat(opens(vault, sealed)).isTrue();
    assertThat(opens(vault, Vault.seal("x", FIRST))).isTrue();

    Vault fromEnvironment =
        passwords(Map.of("ANSIBLE_VAULT_PASSWORD_FILE", FIXTURES.resolve("other.txt").toString()))
            .load(List.of(), problems);
    assertThat(opens(fromEnvironment, Vault.seal("x", SECOND))).isTrue();

    Vault _ = passwords(Map.of()).load(List.of("/nowhere/pw", "x@" + failing), problems);
    assertThat(problems.render())
        .contains("there is no such vault password file")
        .contains("ended with status 3");
  }

  @Test
  void aSaltIsTakenFromOutside() throws VaultException {
    byte[] plain = {0, 1, (byte) 0xff};
    String once = Vault.seal(plain, SECOND, new Random(1));

    assertThat(Vault.seal(plain, SECOND, new Random(1))).isEqualTo(once);
    assertThat(Vault.seal(plain, SECOND, new Random(2))).isNotEqualTo(once);
    assertThat(once.lines().skip(1).limit(3)).allMatch(line -> line.length() == 80);
    Vault.Opened opened =
        new Vault(List.of(new VaultPassword("x", SECOND.password())))
            .open(once.getBytes(StandardCharsets.US_ASCII));
    assertThat(opened.plain()).isEqualTo(plain);
    assertThat(opened.password()).isEqualTo(SECOND);
    assertThatThrownBy(
            () -> Vault.seal(once.getBytes(StandardCharsets.US_ASCII), SECOND, new Random(1)))
        .hasMessageContaining("is encrypted already");
    VaultPassword odd = new VaultPassword("a;b", SECOND.password());
    assertThatThrownBy(() -> Vault.seal(plain, odd, new Random(1)))
        .hasMessageContaining("no semicolon");
  }

  @Test
  void passwordsAreStrippedAsAnsibleDoesAndAPasswordFileMayBeEncrypted() throws IOException {
    Path script = Files.writeString(folder.resolve("script"), "#!/bin/sh\nprintf ' a \\n'\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    Path file = Files.writeString(folder.resolve("file"), " b \n");
    Path sealed = Files.writeString(folder.resolve("sealed"), Vault.seal(" c \n", password("b")));
    Files.write(folder.resolve("latin1"), new byte[] {(byte) 0xe4});
    Map<String, String> environment =
        Map.of(
            "ANSIBLE_VAULT_IDENTITY_LIST",
            "s@" + script + ", " + file,
            "ANSIBLE_VAULT_PASSWORD_FILE",
            folder.resolve("sealed").toString());

    Vault vault = passwords(environment).load(List.of(), problems);
    assertThat(problems.all()).isEmpty();
    for (String word : List.of(" a ", "b", " c ")) {
      assertThat(opens(vault, Vault.seal("x", password(word)))).as(word).isTrue();
    }
    Vault _ = passwords(Map.of()).load(List.of(folder.resolve("latin1").toString()), problems);
    Vault _ = passwords(Map.of()).load(List.of(sealed.toString(), "a@prompt"), problems);
    assertThat(problems.render())
        .contains("latin1: the vault password is not UTF-8")
        .contains("sealed: is encrypted with Ansible Vault and there is no password")
        .contains("vault password: there is no terminal");
  }

  @Test
  void aSourceIsMadeAbsoluteAndStaysTheSame() {
    assertThat(VaultPasswords.absolute("a@prompt")).isEqualTo("a@prompt");
    assertThat(VaultPasswords.absolute(VaultPasswords.ofQuestion()))
        .isEqualTo(VaultPasswords.ofQuestion());
    assertThat(VaultPasswords.absolute("a@/x/../y@z")).isEqualTo("a@/y@z");
    assertThat(VaultPasswords.absolute("/y")).isEqualTo("/y");
    assertThat(VaultPasswords.absolute("@/y@z")).isEqualTo("@/y@z");
  }

  private static VaultPassword password(String word) {
    return new VaultPassword(VaultPassword.DEFAULT_ID, new HiddenText(word));
  }

  private static VaultPasswords passwords(Map<String, String> environment) {
    return new VaultPasswords(environment, VaultPrompt.NONE);
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

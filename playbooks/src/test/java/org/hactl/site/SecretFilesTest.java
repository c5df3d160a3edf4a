package org.hactl.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.hactl.inventory.Inventory;
import org.hactl.inventory.InventoryReader;
import org.hactl.inventory.Vault;
import org.hactl.inventory.VaultPassword;
import org.hactl.module.file.FileContent;
import org.hactl.module.file.FileResource;
import org.hactl.yaml.HiddenText;
import org.hactl.yaml.Problems;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files are secret, and which fields refuse a secret. */
class SecretFilesTest {
  private static final VaultPassword PASSWORD =
      new VaultPassword(VaultPassword.DEFAULT_ID, new HiddenText("pw"));

  @TempDir Path folder = Path.of("");

  @BeforeEach
  void writeInventory() throws IOException {
    String sealed = Vault.seal("s3cr3t", PASSWORD).strip().indent(10).stripTrailing();
    Files.writeString(
        folder.resolve("hosts.yml"),
        """
        all:
          hosts: {lvs1: {ansible_host: 10.0.0.1}}
          vars:
            public: shown
            both: {open: shown, hidden: "{{ token }}"}
            token: !vault |
        %s
        """
            .formatted(sealed));
  }

  private Sites.Result read(String site) throws IOException {
    Problems problems = new Problems();
    Inventory inventory =
        InventoryReader.read(
                folder.resolve("hosts.yml"), List.of(), new Vault(List.of(PASSWORD)), problems)
            .orElseThrow(() -> new AssertionError(problems.render()));
    return Sites.read(Files.writeString(folder.resolve("site.yml"), "site: s\n" + site), inventory);
  }

  private FileResource file(String fields) throws IOException {
    Sites.Result result = read("hosts: {lvs1: {files: {/etc/x: {" + fields + "}}}}\n");
    assertThat(result.errors().render()).isEmpty();
    return (FileResource)
        Objects.requireNonNull(result.site().orElseThrow().hosts().get("lvs1"))
            .getFirst()
            .resource();
  }

  @Test
  void anEncryptedFileIsDecryptedAndSecret() throws IOException {
    Files.writeString(folder.resolve("key.pem"), Vault.seal("the key\n", PASSWORD));
    FileResource key = file("src: key.pem");

    assertThat(key.content()).isEqualTo(FileContent.ofText("the key\n"));
    assertThat(key.sensitive()).isTrue();
    assertThat(key.mode()).as("the host keeps the bits for the group").isNull();
  }

  @Test
  void anEncryptedTemplateIsDecryptedRenderedAndSecret() throws IOException {
    Files.writeString(folder.resolve("t.j2"), Vault.seal("a {{ public }}\n", PASSWORD));
    FileResource file = file("template: t.j2, mode: \"0640\"");

    assertThat(file.content()).isEqualTo(FileContent.ofText("a shown\n"));
    assertThat(file.sensitive()).isTrue();
    assertThat(file.mode()).isEqualTo("0640");
  }

  @Test
  void aSecretMarksOnlyTheContentThatUsesIt() throws IOException {
    assertThat(file("content: \"{{ both.hidden }}\"").sensitive()).isTrue();
    assertThat(file("content: \"{{ both.open }}\"").sensitive()).isFalse();
    assertThat(file("content: \"{{ both | to_json }}\"").sensitive()).isTrue();
    assertThat(file("content: \"{{ both.values() | list | length }}\"").mode()).isNull();
    assertThat(file("content: x, sensitive: true").sensitive()).isTrue();
  }

  @Test
  void aFieldThatIsShownRefusesASecret() throws IOException {
    String told =
        read("""
        notify: {email: {to: ["{{ token }}"], from: a@b, smtp: 127.0.0.1}}
        hosts:
          lvs1:
            packages: ["{{ token }}"]
            sysctls: {net.ipv4.ip_forward: "{{ token }}"}
        """)
            .errors()
            .render();

    assertThat(told)
        .contains("notify.email.to[0]: a secret cannot stand here")
        .contains("packages[0]: a secret cannot stand here")
        .contains("net.ipv4.ip_forward: a secret cannot stand here")
        .doesNotContain("s3cr3t");
  }
}

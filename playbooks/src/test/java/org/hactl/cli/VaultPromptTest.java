package org.hactl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hactl.cli.option.VaultOptions;
import org.hactl.control.SiteLoader;
import org.hactl.control.SiteProblems;
import org.hactl.control.SiteRequest;
import org.hactl.inventory.Vault;
import org.hactl.inventory.VaultPassword;
import org.hactl.inventory.VaultPrompt;
import org.hactl.yaml.HiddenText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The options of vault passwords, up to the inventory that is read with them. */
class VaultPromptTest {
  private static final HiddenText WORD = new HiddenText("s3cret");

  @TempDir Path folder = Path.of("");

  private static List<String> sources(String... words) {
    VaultOptions options = new VaultOptions();
    var _ = new CommandLine(options).parseArgs(words);
    return options.sources();
  }

  @Test
  void anInventoryIsReadWithAPasswordThatIsAskedFor() throws IOException, SiteProblems {
    Files.writeString(folder.resolve("hosts.yml"), "all: {hosts: {lvs1: }}\n");
    Files.createDirectories(folder.resolve("group_vars"));
    Files.writeString(
        folder.resolve("group_vars/all.yml"),
        Vault.seal("ansible_port: 2222\n", new VaultPassword(VaultPassword.DEFAULT_ID, WORD)));

    var hosts =
        SiteLoader.hosts(
            request(
                question -> Optional.of(WORD).filter(_ -> question.equals("Vault password: "))));
    assertThat(hosts.targets().get("lvs1"))
        .extracting(target -> target.endpoint().orElseThrow().port())
        .isEqualTo(2222);
    assertThatThrownBy(() -> SiteLoader.hosts(request(VaultPrompt.NONE)))
        .hasMessageContaining("there is no terminal on which to ask");
  }

  private SiteRequest request(VaultPrompt prompt) {
    return new SiteRequest(
        List.of(folder.toString()),
        Optional.empty(),
        List.of(),
        sources("--ask-vault-pass"),
        Map.of(),
        Map.of(),
        Optional.empty(),
        prompt);
  }

  @Test
  void passwordsAreTriedInAnsiblesOrder() {
    assertThat(
            sources(
                "--vault-password-file",
                "a@b",
                "--vault-id",
                "x@y",
                "--ask-vault-pass",
                "--vault-id",
                "z"))
        .containsExactly("x@y", "z", "default@a@b", "default@prompt_ask_vault_pass");
  }
}

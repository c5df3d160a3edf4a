package org.hactl.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.hactl.host.HostState;
import org.hactl.inventory.Inventory;
import org.hactl.inventory.InventoryReader;
import org.hactl.inventory.Vault;
import org.hactl.inventory.VaultPassword;
import org.hactl.module.file.FileResource;
import org.hactl.site.compile.SiteCompiler;
import org.hactl.site.model.Site;
import org.hactl.yaml.HiddenText;
import org.hactl.yaml.Problems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values from the vault reach the agent, but no text that a person sees. */
class SecretsTest {
  private static final VaultPassword PASSWORD =
      new VaultPassword(VaultPassword.DEFAULT_ID, new HiddenText("open sesame"));
  private static final String SITE =
      """
      site: shop
      vrrp:
        VI_1:
          directors: {lvs1: {priority: 100}}
          interface: eth0
          virtual_router_id: 51
          authentication: {type: PASS, password: "{{ token }}"}
          addresses: 10.0.0.254
      hosts:
        lvs1:
          files:
            /etc/secret: {content: "key={{ token }}"}
            /etc/plain: {content: "{{ inventory_hostname }}"}
            /etc/rendered: {template: token.conf}
      """;

  @TempDir private Path folder;

  @Test
  void aFileThatHoldsASecretIsSensitive() throws IOException {
    Files.writeString(folder.resolve("token.conf"), "token {{ token }}\n");

    HostState state = state(read("s3cr3t", SITE).orThrow());

    assertThat(state.resources())
        .map(FileResource.class::cast)
        .extracting(FileResource::path, FileResource::sensitive)
        .containsExactly(
            tuple("/etc/plain", false), tuple("/etc/rendered", true), tuple("/etc/secret", true));
    assertThat(Sites.json(state)).contains("key=s3cr3t", "token s3cr3t");
    assertThat(state.toString()).doesNotContain("s3cr3t");
  }

  @Test
  void aProblemWithASecretDoesNotShowIt() throws IOException {
    Files.writeString(folder.resolve("token.conf"), "");
    String wrong = SITE.replace("interface: eth0", "interface: \"{{ token }}\"");

    String told =
        read("much-too-long-a-secret", wrong).errors().render()
            + read("much-too-long-a-secret", SITE).errors().render();

    assertThat(told).contains("has 22 bytes", "vrrp.VI_1.interface: a secret cannot stand here");
    assertThat(told).doesNotContain("much-too-long");
  }

  @Test
  void aPasswordInClearIsNotShownBesideAnotherError() throws IOException {
    Files.writeString(folder.resolve("token.conf"), "");
    String wrong = SITE.replace("PASS, password: \"{{ token }}\"", "HMAC, password: opensesame");

    String told = read("s3cr3t", wrong).errors().render();

    assertThat(told).contains("expected one of PASS, AH, none", "password: **********}");
    assertThat(told).doesNotContain("opensesame");
  }

  /** Arguments would appear in plans, in status and in the list of processes of the host. */
  @Test
  void aSecretInACommandIsRefused() throws IOException {
    Files.writeString(folder.resolve("token.conf"), "");
    String wrong =
        SITE
            + """
            notify: {commands: "/etc/tell --token {{ token }}"}
            track:
              gate: {script: [/etc/check, "{{ token }}"]}
              agent: {process: {name: agent, arguments: "{{ token }}"}}
            """;

    String told = read("s3cr3t", wrong).errors().render();

    assertThat(told)
        .contains("notify.commands", "track.gate.script[1]", "track.agent.process.arguments")
        .contains("a secret would be shown here; arguments appear in plans")
        .doesNotContain("s3cr3t");
  }

  private Sites.Result read(String secret, String site) throws IOException {
    String sealed = Vault.seal(secret, PASSWORD).strip().indent(10).stripTrailing();
    Path hosts =
        Files.writeString(
            folder.resolve("hosts.yml"),
            """
            all:
              hosts: {lvs1: {ansible_host: 10.0.0.1}}
              vars:
                token: !vault |
            """
                + sealed
                + "\n");
    Problems problems = new Problems();
    Inventory inventory =
        InventoryReader.read(hosts, List.of(), new Vault(List.of(PASSWORD)), problems)
            .orElseThrow(() -> new AssertionError(problems.render()));
    assertThat(problems.render()).isEmpty();
    return Sites.read(Files.writeString(folder.resolve("site.yml"), site), inventory);
  }

  private static HostState state(Site site) {
    return Objects.requireNonNull(SiteCompiler.compile(site).get("lvs1"));
  }
}

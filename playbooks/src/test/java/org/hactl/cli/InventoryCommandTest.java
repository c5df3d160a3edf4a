package org.hactl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.hactl.cli.report.ExitCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class InventoryCommandTest {
  @TempDir Path folder = Path.of("");
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void write() throws IOException {
    Files.writeString(
        folder.resolve("hosts.yml"),
        """
        all:
          vars: {port: 80, name: "{{ inventory_hostname }}-x"}
          children:
            webs:
              vars: {port: 8080}
              hosts: {web1: {port: 8081}, web2: }
        """);
    Files.createDirectory(folder.resolve("group_vars"));
    Files.writeString(
        folder.resolve("group_vars/webs.yml"),
        "key: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n  6231\n");
  }

  private int run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("-i", folder.resolve("hosts.yml").toString()));
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return line.execute(all.toArray(new String[0]));
  }

  private String printed() {
    return (out.toString() + err).replace(folder + "/", "");
  }

  @Test
  void theGraphIsAnsibles() {
    assertThat(run("inventory", "graph")).isEqualTo(ExitCode.DONE);
    assertThat(printed())
        .isEqualTo(
            """
            @all:
              |--@ungrouped:
              |--@webs:
              |  |--web1
              |  |--web2
            """);
    assertThat(run("inventory", "graph", "wbes")).isEqualTo(ExitCode.WRONG_REQUEST);
  }

  @Test
  void explainSaysWhereAValueIsFromAndWhatItOverrides() {
    assertThat(run("inventory", "explain", "port", "web1")).isEqualTo(ExitCode.DONE);
    assertThat(printed())
        .isEqualTo(
            """
            port of web1: 8081
              set by     host web1   hosts.yml:6:22  8081
              overrides  group webs  hosts.yml:5:14  8080
              overrides  group all   hosts.yml:2:10  80
            """);
  }

  @Test
  void explainFillsInTemplatesAndHidesSecrets() {
    assertThat(run("inventory", "explain", "name", "web2")).isEqualTo(ExitCode.DONE);
    assertThat(printed())
        .isEqualTo(
            """
            name of web2: web2-x
              set by  group all  hosts.yml:2:20  {{ inventory_hostname }}-x
            """);
  }

  @Test
  void aSecretStaysHiddenAlsoWithoutItsPassword() {
    assertThat(run("inventory", "explain", "key", "web2")).isEqualTo(ExitCode.DONE);
    assertThat(printed())
        .isEqualTo(
            """
            key of web2: (secret)
              set by  group webs  group_vars/webs.yml:1:1  (secret)
            """);
    assertThat(run("inventory", "list")).isEqualTo(ExitCode.DONE);
    assertThat(printed()).contains("\"__ansible_vault\" : \"$ANSIBLE_VAULT;1.1;AES256\\n6231\\n\"");
  }

  @Test
  void explainAsJson() {
    assertThat(run("inventory", "explain", "port", "web2", "-o", "jsonl")).isEqualTo(ExitCode.DONE);
    assertThat(printed())
        .isEqualTo(
            """
            {"variable":"port","host":"web2","value":"8080","set":[\
            {"for":"group webs","at":"hosts.yml:5:14","value":8080},\
            {"for":"group all","at":"hosts.yml:2:10","value":80}]}
            """);
  }

  @Test
  void unknownNamesGetASuggestion() {
    assertThat(run("inventory", "explain", "prot", "web1")).isEqualTo(ExitCode.WRONG_REQUEST);
    assertThat(run("inventory", "explain", "port", "wbe1")).isEqualTo(ExitCode.WRONG_REQUEST);
    assertThat(printed())
        .isEqualTo(
            """
            hactl: the host web1 has no variable "prot"
                next: did you mean port?
            hactl: there is no host "wbe1"
                next: did you mean web1?
            """);
  }
}

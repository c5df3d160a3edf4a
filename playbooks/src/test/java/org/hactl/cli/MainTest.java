package org.hactl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void aWrongWordIsAnsweredWithTheNearest() {
    assertThat(run("aply")).isEqualTo(1);
    assertThat(err.toString()).contains("hactl apply");
  }

  @Test
  void aCommandIsNeeded() {
    assertThat(run()).isEqualTo(1);
    assertThat(err.toString()).contains("a command is missing");
  }

  @Test
  void optionsAreTakenOnBothSidesOfTheSite(@TempDir Path folder) throws Exception {
    Path site = Files.writeString(folder.resolve("site.yml"), "sitte: shop\n");
    Path hosts = Files.writeString(folder.resolve("hosts.yml"), "all: {hosts: {lvs1: {}}}\n");
    assertThat(run("apply", "--check", site.toString(), "--diff", "-i", hosts.toString()))
        .isEqualTo(1);
    assertThat(err.toString()).contains("site.yml:1:1: ").contains("did you mean site");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void aLimitThatNamesNoHostContactsNoHost(@TempDir Path folder) throws Exception {
    Path hosts = Files.writeString(folder.resolve("hosts.yml"), "all: {hosts: {lvs1: {}}}\n");
    assertThat(run("status", "-i", hosts.toString(), "--limit", "lvs11")).isEqualTo(1);
    assertThat(err.toString())
        .contains("\"lvs11\", which is neither a host nor a group")
        .contains("did you mean lvs1");
  }

  @Test
  void aFileOfVariablesIsNotAFileOfArguments(@TempDir Path folder) throws Exception {
    Path hosts = Files.writeString(folder.resolve("hosts.yml"), "all: {hosts: {lvs1: {}}}\n");
    Path variables = Files.writeString(folder.resolve("vars.yml"), "colour: [blue\n");
    assertThat(run("status", "-i", hosts.toString(), "-e", "@" + variables)).isEqualTo(1);
    assertThat(err.toString()).contains("vars.yml:2:1");
  }

  @Test
  void aHistoryOfHostsThatAreNamedWronglyContactsNoHost(@TempDir Path folder) throws Exception {
    Path hosts = Files.writeString(folder.resolve("hosts.yml"), "all: {hosts: {lvs1: {}}}\n");
    assertThat(run("history", "-i", hosts.toString(), "lvs11")).isEqualTo(1);
    assertThat(err.toString()).contains("did you mean lvs1");
    assertThat(run("history", "-i", hosts.toString(), "lvs1", "--limit", "lvs1")).isEqualTo(1);
    assertThat(err.toString()).contains("hosts are named as lvs1 and with --limit");
    assertThat(run("history", "-i", hosts.toString(), "--last", "0")).isEqualTo(1);
    assertThat(err.toString()).contains("--last 0: a number from 1 to 10000 is needed");
  }

  @Test
  void theSchemaIsPrinted() {
    assertThat(run("schema")).isZero();
    assertThat(out.toString()).contains("json-schema.org");
  }

  private int run(String... arguments) {
    CommandLine line = Main.commandLine();
    return line.setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}

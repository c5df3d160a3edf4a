package org.hactl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MainTest {
  private static final String PLAN =
      """
      {"hactl_plan": 1, "hactl": "0.1.0", "site": "shop", "revision": "3f2a91c04d1e",
      "modified": true, "author": "ann@desk", "atMillis": 1764499200000,
      "inputs": {"site": "/srv/shop/site.yml", "inventory": "/srv/shop/inventory", "limit": null,
      "variables": ["password"], "vaultPasswordFiles": []},
      "hosts": [{"host": "lvs1", "generation": 12, "generationDigest": "d", "serial": 9,
      "wanted": "w", "notes": [], "changes": [{"id": {"kind": "sysctl",
      "key": "net.ipv4.ip_forward"}, "action": "UPDATE",
      "fields": [{"field": "value", "from": "0", "to": "1"}]}], "failure": null}]}
      """;

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
  void aRenameThatTheInventoryDoesNotKnowContactsNoHost(@TempDir Path folder) throws Exception {
    Path hosts = Files.writeString(folder.resolve("hosts.yml"), "all: {hosts: {lvs1: {}}}\n");
    assertThat(run("rename", "lvs1", "edge1", "-i", hosts.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("the inventory still has lvs1 and not edge1");
    assertThat(run("rename", "lvs2", "lvs1", "-i", hosts.toString(), "--limit", "lvs1"))
        .isEqualTo(1);
    assertThat(err.toString()).contains("--limit has no meaning here");
  }

  @Test
  void aNewKeyOfTheSiteGoesToEveryDirector(@TempDir Path folder) throws Exception {
    Path hosts = Files.writeString(folder.resolve("hosts.yml"), "all: {hosts: {lvs1: {}}}\n");
    assertThat(run("apply", "--new-site-key", "--check", "-i", hosts.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("it takes no --limit and no --check");
  }

  @Test
  void aRollbackWithoutATerminalOrThatIsAmbiguousContactsNoHost(@TempDir Path folder)
      throws Exception {
    Path hosts = Files.writeString(folder.resolve("hosts.yml"), "all: {hosts: {lvs1: {}}}\n");
    assertThat(run("rollback", "-i", hosts.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("standard input is no terminal").contains("--yes");
    assertThat(run("rollback", "--yes", "12", "-i", hosts.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("`hactl rollback 12 HOST`");
    assertThat(run("rollback", "--yes", "--no-gate", "12", "13", "-i", hosts.toString()))
        .isEqualTo(1);
    assertThat(err.toString()).contains("one number is enough");
    assertThat(run("rollback", "--pending", "12", "-i", hosts.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("--pending goes back to the last confirmed generation");
    assertThat(run("rollback", "--pending", "--confirm-within", "5m", "-D", "-i", hosts.toString()))
        .isEqualTo(1);
    assertThat(err.toString())
        .contains("it takes only hosts, --wait and --break-lock, not --diff, --confirm-within");
    assertThat(run("diff", "1", "2", "3", "-i", hosts.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("at most two numbers");
    assertThat(run("rollback", "--yes", "12", "lvs11", "-i", hosts.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("did you mean lvs1");
  }

  @Test
  void aFileForAPlanIsTakenOnlyByPlan(@TempDir Path folder) throws Exception {
    Path hosts = Files.writeString(folder.resolve("hosts.yml"), "all: {hosts: {lvs1: {}}}\n");
    assertThat(run("status", "-i", hosts.toString(), "-o", "plan.json")).isEqualTo(1);
    assertThat(err.toString()).contains("text, json or jsonl is needed, not 'plan.json'");
    assertThat(run("plan", "-i", hosts.toString(), "-o", "plan.yml")).isEqualTo(1);
    assertThat(err.toString()).contains("a FILE.json is needed, not 'plan.yml'");
  }

  @Test
  void aSavedPlanIsShownWithoutItsHosts(@TempDir Path folder) throws Exception {
    Path plan = Files.writeString(folder.resolve("plan.json"), PLAN);
    assertThat(run("plan", plan.toString())).isEqualTo(5);
    assertThat(out.toString())
        .contains("Plan of site shop by ann@desk")
        .contains("from /srv/shop/site.yml, commit 3f2a91c04d1e+")
        .contains("WOULD CHANGE lvs1\n  ~ sysctl[net.ipv4.ip_forward]\n      value: 0 -> 1");
    out.getBuffer().setLength(0);
    assertThat(run("plan", plan.toString(), "-o", "json")).isEqualTo(5);
    assertThat(out.toString())
        .contains("\"command\":\"plan\"", "net.ipv4.ip_forward", "\"exit\":5");
    assertThat(run("apply", plan.toString(), "--limit", "lvs1")).isEqualTo(1);
    assertThat(err.toString()).contains("--limit is part of the plan");
    assertThat(run("apply", plan.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("values that are not in it: -e password");
    Files.writeString(plan, PLAN.substring(0, PLAN.length() / 2));
    assertThat(run("apply", plan.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("plan.json:").contains("is not a whole plan");
  }

  @Test
  void theSchemaIsPrinted() {
    assertThat(run("schema")).isZero();
    assertThat(out.toString()).contains("json-schema.org");
  }

  /** A paragraph that is broken by hand has ragged lines on a narrow terminal. */
  @Test
  void paragraphsBelowTheOptionsAreWrappedByTheTerminalsWidth() {
    new TreeMap<>(Main.commandLine().getSubcommands())
        .forEach((name, command) -> {
          String[] footer = command.getCommandSpec().usageMessage().footer();
          for (int i = 1; i < footer.length; i++) {
            if (!footer[i].isEmpty() && !footer[i].startsWith("  ")) {
              assertThat(footer[i - 1]).as(name).matches("|.*[.:]|  .*");
            }
          }
        });
    assertThat(run("rollback", "--help")).isZero();
    assertThat(out.toString()).contains("  hactl rollback 12 lvs1      lvs1 alone");
  }

  private int run(String... arguments) {
    CommandLine line = Main.commandLine();
    return line.setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}

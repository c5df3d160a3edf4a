package org.hactl.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.hactl.cli.option.SharedSettings;
import org.hactl.cli.report.ExitCode;
import org.hactl.cli.report.OutputFormat;
import org.hactl.cli.text.SettingsText;
import org.hactl.inventory.AnsibleConfig;
import org.hactl.inventory.AnsibleConfig.Key;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "config",
    mixinStandardHelpOptions = true,
    description =
        "Shows the settings that hactl takes from ansible.cfg and from Ansible's variables of the"
            + " environment, and where each is from. Options of the command line win over both.")
final class ConfigCommand implements Callable<Integer> {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      defaultValue = "text",
      description = "text, json or jsonl (default: ${DEFAULT-VALUE}).")
  private OutputFormat output = OutputFormat.TEXT;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    SharedSettings shared = SharedSettings.ofThisProcess();
    var line = Objects.requireNonNull(spec).commandLine();
    PrintWriter out = line.getOut();
    switch (output) {
      case TEXT -> out.print(SettingsText.of(shared.config()));
      case JSON -> out.println(json(shared.config()).toPrettyString());
      case JSONL -> out.println(json(shared.config()));
    }
    out.flush();
    if (!shared.problems().isEmpty()) {
      line.getErr().println(shared.problems().render());
      return ExitCode.WRONG_REQUEST;
    }
    return ExitCode.DONE;
  }

  private static ObjectNode json(AnsibleConfig config) {
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    for (Key key : Key.values()) {
      ObjectNode one = all.putObject(key.word());
      config
          .get(key)
          .ifPresentOrElse(
              setting -> one.put("value", setting.value()).put("from", setting.at()),
              () -> one.put("value", key.fallback()).put("from", "default"));
    }
    return all;
  }
}

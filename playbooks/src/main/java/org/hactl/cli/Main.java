package org.hactl.cli;

import java.util.ServiceLoader;
import org.hactl.cli.report.ExitCode;
import org.hactl.cli.vault.VaultCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Entry point of the {@code hactl} command. */
@Command(
    name = "hactl",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description = "Makes highly available load balancers match one YAML page.",
    footer = {
      "",
      "Exit status:",
      "  0  done; plan: nothing to do",
      "  1  refused: the request or the site is wrong, or another run has",
      "     locked a host; no host was changed",
      "  2  a host failed",
      "  3  rolled back",
      "  4  a host was unreachable",
      "  5  plan: changes are pending",
      "  6  status, plan, apply, explain: all hosts together show an error, such as",
      "     two masters",
      "  7  drain, offboard: the time is up and connections are left"
    })
public final class Main implements Runnable {
  @Spec private @org.jspecify.annotations.Nullable CommandSpec spec;

  private Main() {}

  /** Runs one command and ends the process with its {@link ExitCode}. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Main());
    line.addSubcommand(new ApplyCommand());
    line.addSubcommand(new PlanCommand());
    line.addSubcommand(new AdoptCommand());
    line.addSubcommand(new ConfirmCommand());
    line.addSubcommand(new StatusCommand());
    line.addSubcommand(new DriftCommand());
    line.addSubcommand(new EventsCommand());
    line.addSubcommand(new HistoryCommand());
    line.addSubcommand(new FailoverCommand());
    line.addSubcommand(new DiffCommand());
    line.addSubcommand(new RollbackCommand());
    line.addSubcommand(new FactsCommand());
    line.addSubcommand(new ExplainCommand());
    line.addSubcommand(new DrainCommand());
    line.addSubcommand(new UndrainCommand());
    line.addSubcommand(new MaintenanceCommand());
    line.addSubcommand(new HoldsCommand());
    line.addSubcommand(new OnboardCommand());
    line.addSubcommand(new OffboardCommand());
    line.addSubcommand(new RenameCommand());
    line.addSubcommand(new AgentCommand());
    line.addSubcommand(VaultCommand.line());
    line.addSubcommand(new InventoryCommand());
    line.addSubcommand(new ConfigCommand());
    line.addSubcommand(new SchemaCommand());
    line.addSubcommand(new WarmUp());
    line.addSubcommand(new RuntimeCommand());
    for (CommandProvider provider : ServiceLoader.load(CommandProvider.class)) {
      provider.commands().forEach(line::addSubcommand);
    }
    return line.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.AUTO))
        .setUsageHelpAutoWidth(true)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExpandAtFiles(false) // -e @FILE is a file of variables, not of arguments.
        .setParameterExceptionHandler(Main::wrongRequest)
        .setExecutionExceptionHandler(UnexpectedErrors::report);
  }

  @Override
  public void run() {
    throw new ParameterException(
        java.util.Objects.requireNonNull(spec).commandLine(), "a command is missing");
  }

  private static int wrongRequest(ParameterException e, String[] args) {
    CommandLine line = e.getCommandLine();
    line.getErr().println("hactl: " + e.getMessage());
    if (!CommandLine.UnmatchedArgumentException.printSuggestions(e, line.getErr())) {
      line.getErr().println("Try: " + line.getCommandSpec().qualifiedName() + " --help");
    }
    return ExitCode.WRONG_REQUEST;
  }
}

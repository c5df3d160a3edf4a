package org.hactl.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.hactl.control.ControlException;
import org.hactl.control.SiteLoader;
import org.hactl.control.SiteProblems;
import org.hactl.control.VersionToApply;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the commands that work on hosts have in common. */
abstract class SiteCommand implements Callable<Integer> {
  static final Path DEFAULT_SITE = Path.of("playbooks/site.yml");

  @Mixin final SiteOptions where = new SiteOptions();
  @Mixin final SshOptions ssh = new SshOptions();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      defaultValue = "text",
      description = "text, json or jsonl (default: ${DEFAULT-VALUE}).")
  OutputFormat output = OutputFormat.TEXT;

  @Spec private @Nullable CommandSpec spec;

  /** The command's own work; returns its exit code. */
  abstract int run() throws SiteProblems, ControlException;

  @Override
  public final Integer call() {
    try {
      return run();
    } catch (SiteProblems e) {
      err().println(e.getMessage());
      return ExitCode.WRONG_REQUEST;
    } catch (ControlException e) {
      err().println("hactl: " + e.getMessage());
      err().println("    next: " + e.nextStep());
      return ExitCode.WRONG_REQUEST;
    }
  }

  /** Options that do not go together or have no meaning. */
  ParameterException wrongOptions(String message) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
  }

  PrintWriter out() {
    return Objects.requireNonNull(spec).commandLine().getOut();
  }

  PrintWriter err() {
    return Objects.requireNonNull(spec).commandLine().getErr();
  }

  SiteLoader.Loaded load(@Nullable Path site) throws SiteProblems {
    SiteLoader.Loaded loaded =
        SiteLoader.site(Objects.requireNonNullElse(site, DEFAULT_SITE), where.request(ssh));
    if (!loaded.warnings().isEmpty()) {
      loaded.warnings().lines().forEach(line -> err().println("warning: " + line));
    }
    return loaded;
  }

  /** The version of the site that an apply gives to the hosts. */
  VersionToApply version(
      SiteLoader.Loaded loaded,
      @Nullable Path site,
      Set<String> forgotten,
      VersionToApply.Older older) {
    return VersionToApply.of(
        loaded,
        Objects.requireNonNullElse(site, DEFAULT_SITE),
        SshOptions.protocol(),
        Author.ofThisProcess(),
        System.currentTimeMillis(),
        forgotten,
        older);
  }

  Report report(SiteLoader.Loaded loaded, boolean check, boolean wholeDiff) {
    return report(loaded.site().name(), check, wholeDiff);
  }

  /**
   * @param site the name of the site; empty for a command that reads none
   */
  Report report(String site, boolean check, boolean wholeDiff) {
    String name = Objects.requireNonNull(spec).name().toLowerCase(Locale.ROOT);
    return switch (output) {
      case TEXT -> new TextReport(out(), TerminalOutput.ofThisProcess(), check, wholeDiff);
      case JSON -> new JsonReport(out(), name, site, check, false);
      case JSONL -> new JsonReport(out(), name, site, check, true);
    };
  }
}

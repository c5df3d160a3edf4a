package org.hactl.cli.option;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options of {@code plan} and {@code apply}: the site file, and how changes are shown. */
public final class PlanOptions {
  @Parameters(
      arity = "0..1",
      paramLabel = "SITE",
      description =
          "The site file (default: playbooks/site.yml), or a plan that `hactl plan -o` saved.")
  public @Nullable Path site;

  @Option(
      names = {"-D", "--diff"},
      description = "Show defaults too, and every changed value in full.")
  public boolean diff;

  @Option(names = "--list-hosts", description = "Only name the hosts; reach none of them.")
  public boolean listHosts;
}

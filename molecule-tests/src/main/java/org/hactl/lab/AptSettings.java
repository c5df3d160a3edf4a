package org.hactl.lab;

import java.time.Duration;
import java.util.List;
import java.util.TreeSet;

/**
 * The Debian archive and download settings of this machine's apt.
 *
 * @param sources lines in the form of sources.list, the Debian archive's main component only
 * @param options the machine's download settings (proxies and the like), in the format of apt.conf;
 *     they may contain credentials, so they are never shown and never copied to a guest
 */
record AptSettings(String suite, List<String> sources, String options) {
  private static final String FORMAT = "$(ORIGIN)|$(REPO_URI)|$(RELEASE)|$(COMPONENT)";

  static AptSettings ofMachine() {
    ExecResult targets =
        LocalProgram.of("apt-get", "indextargets", "--format", FORMAT, "Created-By: Packages")
            .timeout(Duration.ofMinutes(1))
            .check("asking apt for its sources");
    ExecResult config =
        LocalProgram.of("apt-config", "dump", "--format", "%F \"%v\";%n", "Acquire")
            .check("asking apt");
    return parse(targets.out(), config.out());
  }

  static AptSettings parse(String targets, String config) {
    TreeSet<String> lines = new TreeSet<>();
    String suite = null;
    for (String target : targets.lines().toList()) {
      String[] part = target.split("\\|", -1);
      if (part.length == 4 && part[0].equals("Debian") && part[3].equals("main")) {
        lines.add("deb %s %s main".formatted(part[1], part[2]));
        if (!part[2].contains("-")) { // not bookworm-updates, bookworm-security
          suite = part[2];
        }
      }
    }
    if (suite == null) {
      throw new LabException(
          "apt knows no Debian archive with a main component: run apt-get update, or look at"
              + " /etc/apt/sources.list and /etc/apt/sources.list.d");
    }
    List<String> options =
        config
            .lines()
            .filter(line -> line.matches("Acquire::(?!IndexTargets|Languages|Changelogs|cdrom).+"))
            .filter(line -> !line.endsWith(" \"\";"))
            .toList();
    return new AptSettings(suite, List.copyOf(lines), String.join("\n", options) + "\n");
  }

  @Override
  public String toString() {
    return "AptSettings[suite=%s, sources=%s]".formatted(suite, sources);
  }
}

package org.hactl.module.packages;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hactl.module.ModuleException;
import org.hactl.module.command.Command;
import org.hactl.module.command.CommandResult;
import org.hactl.module.command.CommandRunner;

/** Packages that came as dependencies of others. Apt decides which of them no package needs. */
final class AptLeftovers {
  private final CommandRunner runner;
  private final Map<String, String> env;

  AptLeftovers(CommandRunner runner, Map<String, String> env) {
    this.runner = runner;
    this.env = env;
  }

  /** A name without its architecture. */
  static String plain(String name) {
    int colon = name.indexOf(':');
    return colon < 0 ? name : name.substring(0, colon);
  }

  /** The packages that a simulation of apt-get removes. */
  static Stream<String> removals(CommandResult simulation) {
    return simulation.out().stream()
        // "Purg" if the host's apt is configured to purge.
        .filter(line -> line.startsWith("Remv ") || line.startsWith("Purg "))
        .map(line -> line.split(" ", 3)[1]);
  }

  /** The names as apt writes them: without the architecture if that is the host's own. */
  Set<String> installed() throws ModuleException {
    List<String[]> fields =
        run("dpkg-query", "-W", "-f", "${Package}\\t${Architecture}\\t${db:Status-Status}\\n")
            .out()
            .stream()
            .map(line -> line.split("\t", -1))
            .filter(field -> field.length == 3 && field[2].equals("installed"))
            .toList();
    Set<String> own =
        fields.stream()
            .filter(field -> field[0].equals("dpkg"))
            .map(field -> field[1])
            .collect(Collectors.toCollection(HashSet::new));
    own.add("all");
    return fields.stream()
        .map(field -> own.contains(field[1]) ? field[0] : field[0] + ":" + field[1])
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * Those of the candidates that apt would remove as well. It keeps what is marked as manually
   * installed, what another package depends on or recommends, and what its configuration protects.
   */
  Set<String> unneeded(Collection<String> removed, Set<String> candidates) throws ModuleException {
    if (candidates.isEmpty()) {
      return Set.of();
    }
    List<String> argv = new ArrayList<>(List.of("apt-get", "-s", "autoremove"));
    argv.addAll(removed);
    Set<String> gone = removals(run(argv)).collect(Collectors.toCollection(HashSet::new));
    // Apt also removes what depends on a removed package, whoever asked for it.
    gone.retainAll(new HashSet<>(run("apt-mark", "showauto").out()));
    return candidates.stream()
        .filter(gone::contains)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private CommandResult run(String... argv) throws ModuleException {
    return run(List.of(argv));
  }

  private CommandResult run(List<String> argv) throws ModuleException {
    CommandResult result = runner.run(new Command(argv, env, Duration.ofMinutes(2)), line -> {});
    if (!result.ok()) {
      throw new ModuleException(
          "cannot find out what came with packages: "
              + argv.getFirst()
              + " says: "
              + result.tail(3));
    }
    return result;
  }
}

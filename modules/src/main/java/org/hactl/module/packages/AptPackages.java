package org.hactl.module.packages;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.hactl.module.ModuleException;
import org.hactl.module.command.Command;
import org.hactl.module.command.CommandResult;
import org.hactl.module.command.CommandRunner;

/**
 * Debian's dpkg and apt-get. Recommended packages are not installed: a load balancer has only what
 * its site names. A configuration file that was changed by hand is kept.
 */
final class AptPackages implements PackageManager {
  // Debian Policy 5.6.7, with an architecture qualifier allowed.
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9+.-]+(:[a-z0-9-]+)?");

  private static final Map<String, String> ENV =
      Map.of(
          "DEBIAN_FRONTEND",
          "noninteractive",
          "NEEDRESTART_MODE",
          "l",
          "APT_LISTCHANGES_FRONTEND",
          "none");
  private static final Duration RUN_TIMEOUT = Duration.ofMinutes(20);
  private static final List<String> APT_GET =
      List.of(
          "apt-get",
          "-y",
          "-o",
          "DPkg::Lock::Timeout=" + DpkgLock.MAX_WAIT.toSeconds(),
          "-o",
          "Dpkg::Options::=--force-confdef",
          "-o",
          "Dpkg::Options::=--force-confold",
          "-o",
          "Dpkg::Use-Pty=0");

  private final CommandRunner runner;
  private final AptLeftovers leftovers;
  private final DpkgLock lock;
  private final AptLists lists;
  private final Consumer<String> progress;

  AptPackages(CommandRunner runner, DpkgLock lock, AptLists lists, Consumer<String> progress) {
    this.runner = runner;
    this.leftovers = new AptLeftovers(runner, ENV);
    this.lock = lock;
    this.lists = lists;
    this.progress = progress;
  }

  @Override
  public boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  @Override
  public Map<String, PackageState> observe(Collection<String> names) throws ModuleException {
    List<String> argv =
        new ArrayList<>(
            List.of(
                "dpkg-query",
                "-W",
                "-f",
                "${Package}\\t${Architecture}\\t${db:Status-Status}\\t${Version}\\n"));
    argv.addAll(new TreeSet<>(names));
    CommandResult result = runner.run(Command.of(argv));
    // Exit status 1: a name is unknown; the output has the packages with known names.
    if (result.exit() > 1 || result.timedOut()) {
      throw new ModuleException(
          "cannot read the package database: dpkg-query says: "
              + result.tail(3)
              + "; try \"dpkg --audit\" on the host");
    }
    Map<String, PackageState> states = new TreeMap<>();
    for (String line : result.out()) {
      String[] field = line.split("\t", -1);
      if (field.length == 4) {
        PackageState state = state(field[2], field[3]);
        for (String name : List.of(field[0], field[0] + ":" + field[1])) {
          states.merge(name, state, (a, b) -> a instanceof PackageState.Absent ? b : a);
        }
      }
    }
    states.keySet().retainAll(names);
    return states;
  }

  private static PackageState state(String status, String version) {
    return switch (status) {
      case "installed" -> new PackageState.Installed(version);
      case "not-installed", "config-files" -> PackageState.ABSENT;
      default -> new PackageState.Broken(status);
    };
  }

  @Override
  public void install(List<String> names) throws ModuleException {
    repair();
    lists.refreshFor(names);
    List<String> argv = new ArrayList<>(APT_GET);
    argv.addAll(List.of("--no-install-recommends", "install"));
    argv.addAll(names);
    CommandResult result =
        runner.run(new Command(argv, ENV, RUN_TIMEOUT), AptOutput.shownLines(progress));
    if (!result.ok()) {
      throw AptErrors.of("cannot install " + String.join(", ", names), result, lists.lastError());
    }
  }

  @Override
  public Set<String> installed() throws ModuleException {
    return leftovers.installed();
  }

  @Override
  public Set<String> unneeded(Collection<String> removed, Set<String> candidates)
      throws ModuleException {
    return leftovers.unneeded(removed, candidates);
  }

  @Override
  public void remove(List<String> names) throws ModuleException {
    repair();
    Set<String> others = new LinkedHashSet<>(removedWith(names));
    names.forEach(name -> others.remove(AptLeftovers.plain(name)));
    if (!others.isEmpty()) {
      throw new ModuleException(
          "cannot remove "
              + String.join(", ", names)
              + ": that would also remove "
              + String.join(", ", others)
              + ", which hactl did not install; add what should stay to the site, or remove those"
              + " by hand");
    }
    List<String> argv = new ArrayList<>(APT_GET);
    argv.add("remove");
    argv.addAll(names);
    CommandResult result =
        runner.run(new Command(argv, ENV, RUN_TIMEOUT), AptOutput.shownLines(progress));
    if (!result.ok()) {
      throw AptErrors.of("cannot remove " + String.join(", ", names), result, "");
    }
  }

  /** What apt-get would remove, from a simulation. */
  private List<String> removedWith(List<String> names) throws ModuleException {
    List<String> argv = new ArrayList<>(List.of("apt-get", "-s", "remove"));
    argv.addAll(names);
    CommandResult result = runner.run(new Command(argv, ENV, Duration.ofMinutes(2)), line -> {});
    if (!result.ok()) {
      throw AptErrors.of("cannot remove " + String.join(", ", names), result, "");
    }
    return AptLeftovers.removals(result).map(AptLeftovers::plain).toList();
  }

  /** Completes an interrupted installation, without which apt-get refuses to work. */
  private void repair() throws ModuleException {
    CommandResult audit = runner.run(Command.of("dpkg", "--audit"));
    if (audit.ok() && audit.out().isEmpty() && !lists.interrupted()) {
      return;
    }
    progress.accept("an installation was interrupted: dpkg --configure -a");
    CommandResult result =
        lock.run(
            new Command(
                List.of("dpkg", "--force-confdef", "--force-confold", "--configure", "-a"),
                ENV,
                RUN_TIMEOUT),
            progress);
    if (!result.ok()) {
      // A package that cannot be configured may be repaired by installing it again.
      progress.accept("dpkg --configure -a: " + result.tail(2));
    }
  }
}

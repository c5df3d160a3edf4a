package org.hactl.module.packages;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
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

/** Red Hat's rpm and dnf. Dnf refreshes its lists and waits for its lock by itself. */
final class DnfPackages implements PackageManager {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_+.-]*");
  private static final Duration RUN_TIMEOUT = Duration.ofMinutes(20);

  private final CommandRunner runner;
  private final Consumer<String> progress;

  DnfPackages(CommandRunner runner, Consumer<String> progress) {
    this.runner = runner;
    this.progress = progress;
  }

  @Override
  public boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  @Override
  public Map<String, PackageState> observe(Collection<String> names) throws ModuleException {
    List<String> argv =
        new ArrayList<>(List.of("rpm", "-q", "--qf", "%{NAME}\\t%{VERSION}-%{RELEASE}\\n"));
    argv.addAll(new TreeSet<>(names));
    CommandResult result = runner.run(Command.of(argv));
    // rpm's exit status is the number of names it does not know.
    if (result.timedOut() || result.err().stream().anyMatch(line -> line.startsWith("error:"))) {
      throw new ModuleException(
          "cannot read the package database: rpm says: "
              + result.tail(3)
              + "; try \"rpm --verifydb\" on the host");
    }
    Map<String, PackageState> states = new TreeMap<>();
    for (String line : result.out()) {
      String[] field = line.split("\t", -1);
      if (field.length == 2) {
        states.put(field[0], new PackageState.Installed(field[1]));
      }
    }
    states.keySet().retainAll(names);
    return states;
  }

  @Override
  public void install(List<String> names) throws ModuleException {
    dnf("cannot install ", List.of("--setopt=install_weak_deps=False", "install"), names);
  }

  @Override
  public void remove(List<String> names) throws ModuleException {
    List<String> test = new ArrayList<>(List.of("rpm", "-e", "--test"));
    test.addAll(names);
    CommandResult result = runner.run(Command.of(test));
    if (!result.ok()) {
      throw new ModuleException(
          "cannot remove "
              + String.join(", ", names)
              + ": others need it: "
              + result.tail(4)
              + "; name it in the site, or remove those by hand");
    }
    dnf("cannot remove ", List.of("--setopt=clean_requirements_on_remove=False", "remove"), names);
  }

  /** Packages that came as dependencies stay: rpm does not say who asked for a package. */
  @Override
  public Set<String> installed() {
    return Set.of();
  }

  @Override
  public Set<String> unneeded(Collection<String> removed, Set<String> candidates) {
    return Set.of();
  }

  private void dnf(String doing, List<String> what, List<String> names) throws ModuleException {
    List<String> argv = new ArrayList<>(List.of("dnf", "-y"));
    argv.addAll(what);
    argv.addAll(names);
    CommandResult result = runner.run(new Command(argv, Map.of(), RUN_TIMEOUT), progress);
    if (!result.ok()) {
      throw new ModuleException(
          doing
              + String.join(", ", names)
              + ": dnf says: "
              + result.tail(6)
              + "; try the same on the host, and see /var/log/dnf.log");
    }
  }
}

package org.hactl.module.service;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hactl.module.ModuleException;
import org.hactl.module.command.Command;
import org.hactl.module.command.CommandResult;
import org.hactl.module.command.CommandRunner;

/** Services run by systemd. */
final class Systemd implements ServiceManager {
  private static final Duration RUN_TIMEOUT = Duration.ofMinutes(3);

  private final CommandRunner runner;
  private final RunLevels runLevels;

  Systemd(CommandRunner runner, RunLevels runLevels) {
    this.runner = runner;
    this.runLevels = runLevels;
  }

  /** Whether systemd is the first process of this host (sd_booted(3)). */
  static boolean runs(Path root) {
    return Files.isDirectory(root.resolve("run/systemd/system"), LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public Map<String, ServiceState> observe(Collection<ServiceResource> services)
      throws ModuleException {
    List<ServiceResource> asked = List.copyOf(services);
    List<String> argv =
        new ArrayList<>(
            List.of(
                "systemctl",
                "show",
                "--property=LoadState,ActiveState,SubState,UnitFileState,NeedDaemonReload"));
    asked.forEach(service -> argv.add(unit(service)));
    CommandResult result = runner.run(Command.of(argv));
    List<Map<String, String>> blocks = blocks(result.out());
    if (!result.ok() || blocks.size() != asked.size()) {
      throw new ModuleException("cannot ask systemd for its units: " + result.tail(3));
    }
    Map<String, ServiceState> states = new TreeMap<>();
    for (int i = 0; i < asked.size(); i++) {
      String name = asked.get(i).name();
      Map<String, String> unit = blocks.get(i);
      switch (unit.getOrDefault("LoadState", "")) {
        case "not-found" -> {}
        case "masked" -> states.put(name, new ServiceState.Masked());
        default -> states.put(name, state(name, unit));
      }
    }
    return states;
  }

  /** One block of {@code Name=value} lines per unit, with an empty line between. */
  private static List<Map<String, String>> blocks(List<String> lines) {
    List<Map<String, String>> blocks = new ArrayList<>();
    Map<String, String> block = new HashMap<>();
    for (String line : lines) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        block.put(line.substring(0, equals), line.substring(equals + 1));
      } else if (!block.isEmpty()) {
        blocks.add(block);
        block = new HashMap<>();
      }
    }
    if (!block.isEmpty()) {
      blocks.add(block);
    }
    return blocks;
  }

  private ServiceState state(String name, Map<String, String> unit) {
    String active = unit.getOrDefault("ActiveState", "");
    String sub = unit.getOrDefault("SubState", "");
    boolean running =
        switch (active) {
          case "active", "reloading", "refreshing" -> true;
          // A unit that fails and is restarted again and again does not run.
          case "activating" -> !sub.startsWith("auto-restart");
          default -> false;
        };
    ServiceState.Enabled enabled =
        switch (unit.getOrDefault("UnitFileState", "")) {
          case "enabled", "enabled-runtime", "alias" -> ServiceState.Enabled.YES;
          case "disabled" -> ServiceState.Enabled.NO;
          // systemd made the unit from an init script; the script's links decide.
          case "generated" -> runLevels.enabled(name);
          default -> ServiceState.Enabled.FIXED;
        };
    return new ServiceState.Found(running, active + " (" + sub + ")", enabled);
  }

  @Override
  public void start(ServiceResource service) throws ModuleException {
    systemctl("start", service);
  }

  @Override
  public void stop(ServiceResource service) throws ModuleException {
    systemctl("stop", service);
  }

  @Override
  public void restart(ServiceResource service) throws ModuleException {
    systemctl(service.reload() ? "reload-or-restart" : "restart", service);
  }

  @Override
  public void enable(ServiceResource service, boolean enabled) throws ModuleException {
    systemctl(enabled ? "enable" : "disable", service);
  }

  private void systemctl(String verb, ServiceResource service) throws ModuleException {
    // If a unit file has changed since systemd last read it, systemd would start the old version.
    CommandResult stale =
        runner.run("systemctl", "show", "--property=NeedDaemonReload", unit(service));
    if (stale.out().contains("NeedDaemonReload=yes")) {
      runner.run("systemctl", "daemon-reload");
    }
    CommandResult result =
        runner.run(
            new Command(List.of("systemctl", verb, unit(service)), Map.of(), RUN_TIMEOUT),
            line -> {});
    if (!result.ok()) {
      throw new ModuleException(
          "cannot "
              + verb
              + " "
              + unit(service)
              + ": systemctl says: "
              + said(result)
              + lastWords(service)
              + "; see systemctl status "
              + unit(service)
              + " and journalctl -u "
              + unit(service));
    }
  }

  /** The output of systemctl without its hint where to look, which hactl's message gives anyway. */
  private static String said(CommandResult result) {
    List<String> err = result.err().stream().filter(line -> !line.startsWith("See \"")).toList();
    return new CommandResult(result.exit(), result.out(), err, result.timedOut()).tail(3);
  }

  @Override
  public String lastWords(ServiceResource service) {
    try {
      CommandResult journal =
          runner.run("journalctl", "-q", "--no-pager", "-o", "cat", "-n", "6", "-u", unit(service));
      return journal.ok() && !journal.out().isEmpty()
          ? "; the last lines of its journal: " + journal.tail(6)
          : "";
    } catch (ModuleException e) {
      return "";
    }
  }

  private static String unit(ServiceResource service) {
    return service.name().contains(".") ? service.name() : service.name() + ".service";
  }
}

package org.hactl.module.service;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hactl.module.ModuleException;
import org.hactl.module.command.Command;
import org.hactl.module.command.CommandResult;
import org.hactl.module.command.CommandRunner;

/** Services run by init scripts, with actions and exit statuses as in LSB. */
final class InitScripts implements ServiceManager {
  private static final Duration RUN_TIMEOUT = Duration.ofMinutes(3);

  private final CommandRunner runner;
  private final RunLevels runLevels;
  private final Path root;

  InitScripts(CommandRunner runner, RunLevels runLevels, Path root) {
    this.runner = runner;
    this.runLevels = runLevels;
    this.root = root;
  }

  @Override
  public Map<String, ServiceState> observe(Collection<ServiceResource> services)
      throws ModuleException {
    Map<String, ServiceState> states = new TreeMap<>();
    for (ServiceResource service : services) {
      if (Files.isExecutable(script(service))) {
        CommandResult status = run(service, "status");
        states.put(
            service.name(),
            new ServiceState.Found(
                status.ok(),
                status.ok() ? "running" : "status " + status.exit(),
                runLevels.enabled(service.name())));
      }
    }
    return states;
  }

  @Override
  public void start(ServiceResource service) throws ModuleException {
    act(service, "start");
  }

  @Override
  public void stop(ServiceResource service) throws ModuleException {
    act(service, "stop");
  }

  @Override
  public void restart(ServiceResource service) throws ModuleException {
    act(service, service.reload() ? "force-reload" : "restart");
  }

  @Override
  public void enable(ServiceResource service, boolean enabled) throws ModuleException {
    runLevels.enable(service.name(), enabled);
  }

  @Override
  public String lastWords(ServiceResource service) {
    return "";
  }

  private void act(ServiceResource service, String action) throws ModuleException {
    CommandResult result = run(service, action);
    if (!result.ok()) {
      throw new ModuleException(
          "cannot "
              + action
              + " "
              + service.name()
              + ": "
              + script(service)
              + " says: "
              + result.tail(4)
              + "; try it on the host");
    }
  }

  private CommandResult run(ServiceResource service, String action) throws ModuleException {
    List<String> argv = List.of(script(service).toString(), action);
    return runner.run(new Command(argv, Map.of(), RUN_TIMEOUT), line -> {});
  }

  private Path script(ServiceResource service) {
    return root.resolve("etc/init.d").resolve(service.name());
  }
}

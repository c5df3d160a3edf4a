package org.hactl.agent.converge;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.hactl.host.Kinds;
import org.hactl.linux.kernel.Kernel;
import org.hactl.module.Module;
import org.hactl.module.ProgressListener;
import org.hactl.module.command.CommandRunner;
import org.hactl.module.command.ProcessRunner;

/** The kinds of resource on a real host. */
public final class HostModules {
  private HostModules() {}

  /**
   * Makes the modules that fit this host.
   *
   * @param stateDir the agent's state folder; each kind that needs a folder gets one in it
   */
  public static HostKinds of(Kernel kernel, Path stateDir, ProgressListener progress)
      throws IOException {
    CommandRunner runner = runner(stateDir, "commands");
    return of(kernel, runner, software(runner, stateDir, progress));
  }

  /** Makes the modules where another process does the work of those for software. */
  public static HostKinds of(Kernel kernel, Path stateDir, List<Module<?, ?>> software)
      throws IOException {
    return of(kernel, runner(stateDir, "commands"), software);
  }

  /** The modules for software in a process of their own. */
  public static List<Module<?, ?>> software(Path stateDir, ProgressListener progress)
      throws IOException {
    return software(runner(stateDir, "helper-commands"), stateDir, progress);
  }

  private static List<Module<?, ?>> software(
      CommandRunner runner, Path stateDir, ProgressListener progress) {
    return Kinds.software(runner, InstantSource.system(), stateDir, progress);
  }

  /** Each process has a folder of its own, which it empties when it starts. */
  private static CommandRunner runner(Path stateDir, String folder) throws IOException {
    return new ProcessRunner(stateDir.resolve(folder));
  }

  private static HostKinds of(Kernel kernel, CommandRunner runner, List<Module<?, ?>> software) {
    List<Module<?, ?>> modules = new ArrayList<>(software);
    modules.addAll(Kinds.network(kernel, runner));
    return of(modules);
  }

  /** These modules, with the virtual services of Linux. */
  public static HostKinds of(List<Module<?, ?>> modules) {
    return new HostKinds(modules, Kinds.namedTypes(), new LinuxResources());
  }
}

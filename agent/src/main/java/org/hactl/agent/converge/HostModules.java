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
    CommandRunner runner = new ProcessRunner(stateDir.resolve("commands"));
    List<Module<?, ?>> modules =
        new ArrayList<>(Kinds.software(runner, InstantSource.system(), stateDir, progress));
    modules.addAll(Kinds.network(kernel, runner));
    return new HostKinds(modules, Kinds.namedTypes(), new LinuxResources());
  }
}

package org.hactl.agent;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.hactl.agent.converge.HostKinds;
import org.hactl.agent.converge.HostModules;
import org.hactl.agent.helper.HelperClient;
import org.hactl.agent.helper.HelperModule;
import org.hactl.agent.helper.HelperPrivileges;
import org.hactl.agent.helper.HelperScripts;
import org.hactl.agent.helper.HelperSysctls;
import org.hactl.agent.report.FifoPipe;
import org.hactl.linux.kernel.Kernel;
import org.hactl.linux.kernel.Sysctls;
import org.hactl.linux.netlink.Modprobe;
import org.hactl.linux.watch.ProcSysctls;
import org.hactl.module.ProgressListener;
import org.hactl.module.command.ScriptRunner;
import org.hactl.module.command.Scripts;
import org.hactl.notify.Fifos;

/** Who does what needs more rights than the agent has under systemd. */
sealed interface Privileges {
  HostKinds kinds(Kernel kernel, ProgressListener progress) throws IOException;

  Scripts scripts();

  Fifos.Opener pipes();

  /** Loads the kernel's IPVS, and returns what was said. */
  Supplier<String> ipvsLoader();

  Sysctls sysctls();

  /** The helper if the options name one, else this process. */
  static Privileges of(AgentOptions options, ObjectMapper mapper) throws IOException {
    Path helper = options.helper();
    return helper == null
        ? new Own(options.stateDir(), new ScriptRunner(options.runFolder().resolve("scripts")))
        : new ByHelper(
            options.stateDir(), new HelperClient(helper, mapper, Build.current().runtimeDigest()));
  }

  /** This process has the rights itself: without systemd, and in tests. */
  record Own(Path stateDir, Scripts scripts) implements Privileges {
    @Override
    public HostKinds kinds(Kernel kernel, ProgressListener progress) throws IOException {
      return HostModules.of(kernel, stateDir, progress);
    }

    @Override
    public Fifos.Opener pipes() {
      return FifoPipe::new;
    }

    @Override
    public Supplier<String> ipvsLoader() {
      return Modprobe::ipvs;
    }

    @Override
    public Sysctls sysctls() {
      return new ProcSysctls();
    }
  }

  /** Another process has them. */
  record ByHelper(Path stateDir, HelperClient helper) implements Privileges {
    @Override
    public HostKinds kinds(Kernel kernel, ProgressListener progress) throws IOException {
      return HostModules.of(kernel, stateDir, HelperModule.all(helper, progress));
    }

    @Override
    public Scripts scripts() {
      return new HelperScripts(helper);
    }

    @Override
    public Fifos.Opener pipes() {
      HelperPrivileges privileges = new HelperPrivileges(helper);
      return path -> new FifoPipe(path, privileges::makePipe);
    }

    @Override
    public Supplier<String> ipvsLoader() {
      return new HelperPrivileges(helper)::loadIpvs;
    }

    @Override
    public Sysctls sysctls() {
      return new HelperSysctls(new ProcSysctls(), helper);
    }
  }
}

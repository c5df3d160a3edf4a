package org.hactl.agent.helper;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.hactl.linux.file.NamedPipe;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.kernel.SysctlKey;
import org.hactl.linux.kernel.Sysctls;
import org.hactl.module.Change;
import org.hactl.module.Module;
import org.hactl.module.ModuleException;
import org.hactl.module.Owned;
import org.hactl.module.ProgressListener;
import org.hactl.module.Resource;
import org.hactl.module.command.ScriptCommand;
import org.hactl.module.command.ScriptResult;
import org.hactl.module.command.Scripts;
import org.jspecify.annotations.Nullable;

/** What the helper does. Modules work for one request at a time, scripts for any number. */
public final class HelperWork {
  private final Map<String, Module<?, ?>> modules;
  private final Scripts scripts;
  private final Supplier<String> loadIpvs;
  private final Sysctls sysctls;
  private final ReentrantLock moduleLock = new ReentrantLock();
  private volatile ProgressListener listener = ProgressListener.NONE;

  /** Makes the modules of {@link org.hactl.module.Phase#SOFTWARE}. */
  @FunctionalInterface
  public interface Maker {
    List<Module<?, ?>> make(ProgressListener progress) throws IOException;
  }

  /**
   * @param loadIpvs loads the kernel's IPVS and returns what was said
   */
  public HelperWork(Maker modules, Scripts scripts, Supplier<String> loadIpvs, Sysctls sysctls)
      throws IOException {
    this.modules =
        modules.make((kind, text) -> listener.progress(kind, text)).stream()
            .collect(Collectors.toMap(Module::kind, module -> module));
    this.scripts = scripts;
    this.loadIpvs = loadIpvs;
    this.sysctls = sysctls;
  }

  /** Does the work of a request; a failure is an answer. An interrupt ends a script. */
  HelperReply answer(HelperRequest request, ProgressListener progress) throws InterruptedException {
    try {
      return switch (request) {
        case HelperRequest.Plan plan ->
            withModule(
                plan.kind(),
                progress,
                module -> new HelperReply.Planned(plan(module, plan.desired(), plan.owned())));
        case HelperRequest.Apply apply ->
            withModule(apply.kind(), progress, module -> applied(module, apply.changes()));
        case HelperRequest.Run run -> run(run);
        case HelperRequest.MakePipe(String path) -> makePipe(Path.of(path));
        case HelperRequest.LoadIpvs _ -> new HelperReply.Loaded(loadIpvs.get());
        case HelperRequest.ReadSysctl(List<String> parts) ->
            new HelperReply.Sysctl(sysctls.read(new SysctlKey(parts)).orElse(null));
        case HelperRequest.WriteSysctl(List<String> parts, String value) -> {
          sysctls.write(new SysctlKey(parts), value);
          yield new HelperReply.Done();
        }
      };
    } catch (ModuleException | LinuxException e) {
      return new HelperReply.Failed(String.valueOf(e.getMessage()));
    } catch (RuntimeException | OutOfMemoryError e) {
      // Java throws OutOfMemoryError also if it cannot start a thread or a process.
      return new HelperReply.Failed("hactl's helper could not " + request.summary() + ": " + e);
    }
  }

  private interface ModuleJob {
    HelperReply with(Module<?, ?> module) throws ModuleException;
  }

  /** A request that comes while another one is at work waits: no module is used by two threads. */
  private HelperReply withModule(String kind, ProgressListener progress, ModuleJob job)
      throws ModuleException, InterruptedException {
    Module<?, ?> module = modules.get(kind);
    if (module == null) {
      throw new ModuleException("hactl's helper knows no kind " + kind);
    }
    moduleLock.lockInterruptibly();
    try {
      listener = progress;
      return job.with(module);
    } finally {
      listener = ProgressListener.NONE;
      moduleLock.unlock();
    }
  }

  private static <R extends Resource, O> org.hactl.module.Plan plan(
      Module<R, O> module, List<Resource> desired, List<Owned> owned) throws ModuleException {
    List<R> mine = desired.stream().map(module.resourceType()::cast).toList();
    return module.plan(mine, owned, module.observe(mine, owned), false);
  }

  private static HelperReply applied(Module<?, ?> module, List<Change> changes) {
    return new HelperReply.Applied(
        module.apply(changes).stream()
            .map(result -> new HelperReply.Outcome(text(result.error()), result.learnt()))
            .toList());
  }

  private static @Nullable String text(@Nullable ModuleException error) {
    return error == null ? null : String.valueOf(error.getMessage());
  }

  private HelperReply run(HelperRequest.Run run) throws ModuleException, InterruptedException {
    ScriptResult result =
        scripts.run(
            new ScriptCommand(
                run.argv(), run.env(), run.user(), Duration.ofMillis(run.timeoutMillis())));
    return new HelperReply.Ran(
        result.exit(), result.timedOut(), result.lastLine(), result.took().toNanos());
  }

  private static HelperReply makePipe(Path path) {
    try (NamedPipe pipe = new NamedPipe(path)) {
      pipe.make();
    }
    return new HelperReply.Done();
  }
}

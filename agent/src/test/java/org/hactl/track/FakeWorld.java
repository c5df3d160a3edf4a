package org.hactl.track;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.hactl.host.Truth;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.kernel.ProcessEvent;
import org.hactl.linux.kernel.ProcessInfo;
import org.hactl.linux.kernel.Processes;
import org.hactl.linux.watch.FileWatch;
import org.hactl.module.command.ScriptCommand;
import org.hactl.module.command.ScriptResult;
import org.hactl.track.TrackSources.FileReading;
import org.hactl.track.TrackSources.LinkState;
import org.hactl.track.TrackSources.Pool;
import org.hactl.track.TrackSources.Said;
import org.hactl.track.TrackSources.ScriptEnd;
import org.hactl.track.TrackSources.ScriptStarter;
import org.jspecify.annotations.Nullable;

/** Everything that can be tracked, in memory. */
final class FakeWorld implements TrackSources.Files, Processes {
  /** A script that was started. */
  static final class Run implements ScriptStarter.StartedScript {
    final ScriptCommand script;
    private final Consumer<ScriptEnd> ended;
    boolean toldToEnd;

    Run(ScriptCommand script, Consumer<ScriptEnd> ended) {
      this.script = script;
      this.ended = ended;
    }

    void exit(int status, String lastLine) {
      ended.accept(
          new ScriptEnd.Finished(new ScriptResult(status, false, lastLine, Duration.ofMillis(12))));
    }

    void timesOut() {
      ended.accept(new ScriptEnd.Finished(new ScriptResult(143, true, "", script.timeout())));
    }

    void refuse(String why) {
      ended.accept(new ScriptEnd.NotRun(why));
    }

    void isLost(String why) {
      ended.accept(new ScriptEnd.Unreachable(why));
    }

    @Override
    public void end() {
      toldToEnd = true;
    }

    @Override
    public void await(long millis) {}
  }

  final Map<String, LinkState> links = new HashMap<>();
  final List<Run> runs = new ArrayList<>();
  final Map<Path, FileReading> files = new HashMap<>();
  final Map<Integer, ProcessInfo> processes = new TreeMap<>();
  final Map<String, Said> sessions = new HashMap<>();
  final Map<String, Pool> pools = new HashMap<>();
  final Map<String, Said> quorums = new HashMap<>();
  boolean kernelTells = true;
  @Nullable Consumer<ProcessEvent> processListener;
  private final Map<Path, Runnable> watches = new HashMap<>();

  TrackSources sources() {
    return new TrackSources(
        name -> links.getOrDefault(name, LinkState.ABSENT),
        (script, ended) -> {
          Run run = new Run(script, ended);
          runs.add(run);
          return run;
        },
        this,
        this,
        session -> sessions.getOrDefault(session, new Said(Truth.UNKNOWN, "it is new")),
        new TrackSources.Services() {
          @Override
          public Pool look(String service) {
            return pools.getOrDefault(service, new Pool(0, 0, 0));
          }

          @Override
          public Said quorum(String service) {
            return quorums.getOrDefault(service, new Said(Truth.UNKNOWN, "it is new"));
          }
        });
  }

  void write(String path, String text) {
    files.put(Path.of(path), new FileReading.Content(text));
    touch(path);
  }

  void put(String path, FileReading content) {
    files.put(Path.of(path), content);
    touch(path);
  }

  private void touch(String path) {
    Runnable watch = watches.get(Path.of(path));
    if (watch != null) {
      watch.run();
    }
  }

  boolean isWatched(String path) {
    return watches.containsKey(Path.of(path));
  }

  @Override
  public FileReading read(Path file) {
    return files.getOrDefault(file, new FileReading.Missing());
  }

  @Override
  public void make(Path file, String content) throws IOException {
    if (file.startsWith("/readonly")) {
      throw new IOException("Read-only file system");
    }
    files.put(file, new FileReading.Content(content));
  }

  @Override
  public FileWatch.Watch watch(Path file, Runnable changed) {
    if (file.startsWith("/full")) {
      throw new LinuxException("watch folder", "/full", Errno.ENOSPC, "");
    }
    watches.put(file, changed);
    return () -> watches.remove(file);
  }

  void tell(ProcessEvent event) {
    if (processListener != null) {
      processListener.accept(event);
    }
  }

  void begin(int pid, String name) {
    processes.put(pid, new ProcessInfo(pid, name, List.of(name)));
    tell(new ProcessEvent.Changed(pid));
  }

  void end(int pid) {
    processes.remove(pid);
    tell(new ProcessEvent.Exited(pid));
  }

  @Override
  public List<ProcessInfo> list() {
    return List.copyOf(processes.values());
  }

  @Override
  public Optional<ProcessInfo> find(int pid) {
    return Optional.ofNullable(processes.get(pid));
  }

  @Override
  public Subscription subscribe(Consumer<ProcessEvent> listener) {
    if (!kernelTells) {
      throw new LinuxException("send to", "netlink", Errno.ECONNREFUSED, "");
    }
    processListener = listener;
    return () -> processListener = null;
  }
}

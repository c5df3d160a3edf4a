package org.hactl.track;

import java.util.function.Consumer;
import org.hactl.module.ModuleException;
import org.hactl.module.UnreachableException;
import org.hactl.module.command.ScriptCommand;
import org.hactl.module.command.Scripts;
import org.hactl.track.TrackSources.ScriptEnd;
import org.hactl.track.TrackSources.ScriptStarter;

/**
 * Runs each script on a platform thread of its own, which is in the network namespace of the thread
 * that starts it.
 */
final class ScriptThreads implements ScriptStarter {
  private final Scripts scripts;

  ScriptThreads(Scripts scripts) {
    this.scripts = scripts;
  }

  @Override
  public StartedScript start(ScriptCommand script, Consumer<ScriptEnd> ended) {
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .name("track " + script.argv().getFirst())
            .start(() -> ended.accept(run(script)));
    return new StartedScript() {
      @Override
      public void end() {
        thread.interrupt();
      }

      @Override
      public void await(long millis) throws InterruptedException {
        thread.join(millis);
      }
    };
  }

  private ScriptEnd run(ScriptCommand script) {
    try {
      return new ScriptEnd.Finished(scripts.run(script));
    } catch (UnreachableException e) {
      return new ScriptEnd.Unreachable(String.valueOf(e.getMessage()));
    } catch (ModuleException | RuntimeException | OutOfMemoryError e) {
      // Java throws OutOfMemoryError if it cannot start a thread or a process.
      return new ScriptEnd.NotRun(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      return new ScriptEnd.NotRun("it was ended");
    }
  }
}

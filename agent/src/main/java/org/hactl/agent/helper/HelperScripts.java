package org.hactl.agent.helper;

import java.time.Duration;
import org.hactl.module.ModuleException;
import org.hactl.module.ProgressListener;
import org.hactl.module.command.ScriptCommand;
import org.hactl.module.command.ScriptResult;
import org.hactl.module.command.Scripts;

/** Hooks and trackers' scripts, run by the helper. */
public final class HelperScripts implements Scripts {
  private final HelperClient helper;

  public HelperScripts(HelperClient helper) {
    this.helper = helper;
  }

  @Override
  public ScriptResult run(ScriptCommand script) throws ModuleException, InterruptedException {
    HelperReply reply =
        helper.ask(
            new HelperRequest.Run(
                script.argv(), script.env(), script.user(), script.timeout().toMillis()),
            ProgressListener.NONE);
    if (reply instanceof HelperReply.Ran ran) {
      return new ScriptResult(
          ran.exit(), ran.timedOut(), ran.lastLine(), Duration.ofNanos(ran.tookNanos()));
    }
    throw new ModuleException("hactl's helper gave an answer that does not fit: " + reply);
  }
}

package org.hactl.agent.log;

import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends the agent when one of its engines fails; the supervisor then starts another agent. */
public final class EngineBreak {
  /** An exit status after which the supervisor starts another agent. */
  static final int EXIT_STATUS = 70;

  private static final Logger log = LoggerFactory.getLogger(EngineBreak.class);

  private EngineBreak() {}

  /**
   * @param engine the name of the engine in the log
   * @param termination of the engine: exceptional if the engine failed
   * @param halt ends this process at once, with the given status
   */
  public static void follow(String engine, CompletableFuture<Void> termination, IntConsumer halt) {
    var _ =
        termination.whenComplete((_, broken) -> {
          if (broken != null) {
            // The engine has given its roles away; only a new process can be master again.
            log.atError()
                .addKeyValue("engine", engine)
                .setCause(broken)
                .log("an engine failed; the agent ends, and its supervisor starts another one");
            LogFormat.flush();
            halt.accept(EXIT_STATUS);
          }
        });
  }
}

package org.hactl.agent.log;

import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What becomes of an agent one of whose engines broke: it ends, and its supervisor starts anew. */
public final class EngineBreak {
  /** What a supervisor restarts. */
  static final int EXIT_STATUS = 70;

  private static final Logger log = LoggerFactory.getLogger(EngineBreak.class);

  private EngineBreak() {}

  /**
   * @param engine what people call it
   * @param termination of that engine: exceptional if it broke
   * @param halt ends this process at once, with that status
   */
  public static void follow(String engine, CompletableFuture<Void> termination, IntConsumer halt) {
    var _ =
        termination.whenComplete((_, broken) -> {
          if (broken != null) {
            // What it held is handed over already; only a new process can take it up again.
            log.atError().addKeyValue("engine", engine).setCause(broken).log("the agent ends");
            LogFormat.flush();
            halt.accept(EXIT_STATUS);
          }
        });
  }
}

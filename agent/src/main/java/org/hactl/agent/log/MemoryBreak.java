package org.hactl.agent.log;

import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens when a thread ends because memory has run out. A request survives that as a failed
 * request; any other thread leaves its work half done, so the process ends, and its supervisor
 * starts another one, which takes the roles up again.
 */
public final class MemoryBreak {
  /** As the virtual machine's own exit for lack of memory. */
  private static final int EXIT_STATUS = 3;

  private static final Logger log = LoggerFactory.getLogger(MemoryBreak.class);

  private MemoryBreak() {}

  /**
   * Handles what threads do not catch.
   *
   * @param halt ends this process at once, with that status
   */
  public static Thread.UncaughtExceptionHandler handler(IntConsumer halt) {
    return (thread, error) -> {
      if (error instanceof VirtualMachineError) {
        halt.accept(EXIT_STATUS);
      }
      log.atError()
          .setCause(error)
          .addKeyValue("thread", thread.getName())
          .log("a thread ended because of a bug in hactl");
    };
  }
}

package org.hactl.agent.log;

import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process when a thread ends because memory has run out. A request does not end it; the
 * request only fails. Any other thread leaves its work half done, so the process ends. Its
 * supervisor starts another one, which resumes the roles.
 */
public final class MemoryBreak {
  /** The status of the Java virtual machine's own exit for lack of memory. */
  private static final int EXIT_STATUS = 3;

  private static final Logger log = LoggerFactory.getLogger(MemoryBreak.class);

  private MemoryBreak() {}

  /**
   * Handles the errors that threads do not catch.
   *
   * @param halt ends this process at once, with the given status
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

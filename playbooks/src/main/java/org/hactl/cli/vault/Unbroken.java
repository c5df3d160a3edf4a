package org.hactl.cli.vault;

import java.util.concurrent.CountDownLatch;

/**
 * Work that a signal (Ctrl-C, a closed terminal) does not break off: the process ends after it. An
 * editor gets the same signal from the terminal, and decides itself what it means.
 */
final class Unbroken implements AutoCloseable {
  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread hook = new Thread(this::await, "unbroken");

  private Unbroken() {}

  static Unbroken begin() {
    Unbroken work = new Unbroken();
    try {
      Runtime.getRuntime().addShutdownHook(work.hook);
    } catch (IllegalStateException e) {
      // The process ends already, and waits for the work that this one is a part of.
    }
    return work;
  }

  private void await() {
    try {
      done.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    done.countDown();
    try {
      boolean _ = Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process ends now.
    }
  }
}

package org.hactl.linux;

/** What {@link Thread} does not do by itself. */
public final class Threads {
  private Threads() {}

  /** Waits for its end; an interrupt does not cut that short, and is kept for later. */
  public static void join(Thread thread) {
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

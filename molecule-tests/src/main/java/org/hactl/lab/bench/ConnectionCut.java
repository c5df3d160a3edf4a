package org.hactl.lab.bench;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.hactl.lab.LabException;
import org.jspecify.annotations.Nullable;

/**
 * Ends every SSH connection of one host at one moment of its apply, by a SIGKILL to the processes
 * of the OpenSSH server that serve them.
 */
final class ConnectionCut {
  private final ProcessHandle sshd;
  private final Duration delay;
  private @Nullable Thread thread;
  private volatile int killed;

  /**
   * @param sshd the server, whose children serve the connections
   * @param delay how long after the start of the apply
   */
  ConnectionCut(ProcessHandle sshd, Duration delay) {
    this.sshd = sshd;
    this.delay = delay;
  }

  /** The control node is about to send the apply. */
  void begin() {
    // To look for processes takes milliseconds, so the one that is there is found in advance.
    List<ProcessHandle> found = sessions();
    thread =
        Thread.ofPlatform()
            .name("cut")
            .start(() -> {
              LockSupport.parkNanos(delay.toNanos());
              kill(found);
              kill(sessions().stream().filter(session -> !found.contains(session)).toList());
            });
  }

  /** Waits for the end of the cut; returns how many connections were ended. */
  int end() {
    if (thread == null) {
      throw new LabException("the control node did not say that it applies");
    }
    try {
      thread.join();
      return killed;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException("interrupted", e);
    }
  }

  private void kill(List<ProcessHandle> sessions) {
    killed += (int) sessions.stream().filter(ProcessHandle::destroyForcibly).count();
  }

  private List<ProcessHandle> sessions() {
    return sshd.children()
        .filter(child -> child.info().command().filter(name -> name.endsWith("/sshd")).isPresent())
        .toList();
  }
}

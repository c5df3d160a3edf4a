package org.hactl.ssh;

import java.io.InputStream;
import java.time.Duration;
import java.util.function.LongConsumer;

/** A way to one host that stands: over SSH, or the machine itself. */
public interface HostLink extends AutoCloseable {
  /**
   * Runs a shell command to its end.
   *
   * @param stdin what it reads; closed at its end
   * @param sent told how many bytes of {@code stdin} have gone out so far
   * @throws SshException where the connection breaks, or the command takes longer than {@code
   *     limit}
   */
  Output run(String command, InputStream stdin, LongConsumer sent, Duration limit)
      throws SshException;

  /** Runs a shell command that reads nothing. */
  default Output run(String command, Duration limit) throws SshException {
    return run(command, InputStream.nullInputStream(), _ -> {}, limit);
  }

  /** Starts a shell command and talks with it. */
  Duplex start(String command) throws SshException;

  /**
   * Connects to a Unix socket on the host, as the user who logged in.
   *
   * @throws SshException {@link SshException.Kind#NO_SOCKET} beside what a broken connection gives
   */
  Duplex openSocket(String path) throws SshException;

  @Override
  void close();
}

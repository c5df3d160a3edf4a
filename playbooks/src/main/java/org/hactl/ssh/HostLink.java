package org.hactl.ssh;

import java.io.InputStream;
import java.time.Duration;
import java.util.function.LongConsumer;

/** An open connection to one host: over SSH, or to this machine. */
public interface HostLink extends AutoCloseable {
  /**
   * Runs a shell command and waits for its end.
   *
   * @param stdin its standard input; closed at the end
   * @param sent gets the number of bytes of {@code stdin} sent so far
   * @throws SshException if the connection breaks, or the command takes longer than {@code limit}
   */
  CommandOutput run(String command, InputStream stdin, LongConsumer sent, Duration limit)
      throws SshException;

  /** Runs a shell command without standard input. */
  default CommandOutput run(String command, Duration limit) throws SshException {
    return run(command, InputStream.nullInputStream(), _ -> {}, limit);
  }

  /** Starts a shell command and connects to its input and output. */
  DuplexStream start(String command) throws SshException;

  /**
   * Connects to a Unix socket on the host, as the user who logged in.
   *
   * @throws SshException with {@link SshException.Failure#NO_SOCKET} if the channel is refused;
   *     with another failure if the connection breaks
   */
  DuplexStream openSocket(String path) throws SshException;

  @Override
  void close();
}

package org.hactl.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.hactl.ssh.SshException.Failure;

/** {@code ansible_connection: local}: the machine hactl runs on. */
public final class LocalLink implements HostLink {
  @Override
  public CommandOutput run(String command, InputStream stdin, LongConsumer sent, Duration limit)
      throws SshException {
    Process process = null;
    try {
      process = shell(command);
      Process started = process;
      try (Watchdog watchdog = Watchdog.after(limit, started::destroyForcibly)) {
        CollectedOutput err = reader(started, started.getErrorStream());
        CollectedOutput out = reader(started, started.getInputStream());
        Streams.feed(stdin, started.getOutputStream(), sent);
        int exit = started.waitFor();
        out.awaitEnd();
        err.awaitEnd();
        if (watchdog.fired()) {
          throw failed(command, "it did not end within " + limit.toSeconds() + " s", null);
        }
        if (out.isTooMuch() || err.isTooMuch()) {
          throw failed(
              command,
              "it printed more than %d kB".formatted(CollectedOutput.MAX_BYTES / 1024),
              null);
        }
        return new CommandOutput(exit, out.text(), err.text());
      }
    } catch (IOException e) {
      throw failed(command, String.valueOf(e.getMessage()), e);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw failed(command, "interrupted", e);
    }
  }

  @Override
  public DuplexStream start(String command) throws SshException {
    try {
      Process process =
          new ProcessBuilder("/bin/sh", "-c", command)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return new DuplexStream(
          process.getInputStream(),
          process.getOutputStream(),
          () -> {
            // close() blocks while another thread's write waits for a process that does not read.
            Thread.ofVirtual().start(() -> quietly(process.getOutputStream()));
            try {
              if (!process.waitFor(2, TimeUnit.SECONDS)) {
                process.destroy();
              }
            } catch (InterruptedException e) {
              process.destroy();
              Thread.currentThread().interrupt();
            }
          });
    } catch (IOException e) {
      throw failed(command, String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public DuplexStream openSocket(String path) throws SshException {
    try {
      SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      try {
        channel.connect(UnixDomainSocketAddress.of(path));
      } catch (IOException e) {
        channel.close();
        throw e;
      }
      return new DuplexStream(
          Channels.newInputStream(channel),
          Channels.newOutputStream(channel),
          () -> quietly(channel));
    } catch (IOException e) {
      throw new SshException(
          Failure.NO_SOCKET, path + ": " + e.getMessage(), "systemctl status hactl-agent", e);
    }
  }

  @Override
  public void close() {}

  private static Process shell(String command) throws IOException {
    return new ProcessBuilder("/bin/sh", "-c", command).start();
  }

  private static CollectedOutput reader(Process process, InputStream stream) {
    CollectedOutput text = new CollectedOutput(CollectedOutput.MAX_BYTES, process::destroyForcibly);
    Thread.ofVirtual()
        .start(() -> {
          try (text) {
            stream.transferTo(text);
          } catch (IOException e) {
            // The process was ended; what it said until then is kept.
          }
        });
    return text;
  }

  private static void quietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      // Already gone, as intended.
    }
  }

  private static SshException failed(
      String command, String why, @org.jspecify.annotations.Nullable Exception cause) {
    return new SshException(
        Failure.LOST,
        "on this machine, `%s`: %s".formatted(command.lines().findFirst().orElse(""), why),
        "run it by hand to see the whole output",
        cause);
  }
}

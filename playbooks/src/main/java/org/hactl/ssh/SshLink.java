package org.hactl.ssh;

import com.jcraft.jsch.Channel;
import com.jcraft.jsch.ChannelDirectStreamLocal;
import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import org.hactl.ssh.SshException.Failure;
import org.jspecify.annotations.Nullable;

/** A session with an SSH server; every command and socket is a channel of its own. */
final class SshLink implements HostLink {
  private static final int OPEN_TIMEOUT_MILLIS = 20_000;

  /** How long a channel may take to close before the whole connection is cut. */
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final Session session;
  private final String target;
  private final Runnable cut;
  private final Duration stall;

  /**
   * @param target {@code user@host:port}, for messages
   * @param cut ends the connection's transport; then every call that waits for the host fails
   * @param stall how long the host may take nothing of what is sent to a command
   */
  SshLink(Session session, String target, Runnable cut, Duration stall) {
    this.session = session;
    this.target = target;
    this.cut = cut;
    this.stall = stall;
  }

  @Override
  public CommandOutput run(String command, InputStream stdin, LongConsumer sent, Duration limit)
      throws SshException {
    ChannelExec channel = exec(command);
    CollectedOutput out = collected(channel);
    CollectedOutput err = collected(channel);
    try (Watchdog watchdog = Watchdog.after(limit, () -> end(channel))) {
      channel.setOutputStream(out);
      channel.setErrStream(err);
      OutputStream in = channel.getOutputStream();
      channel.connect(OPEN_TIMEOUT_MILLIS);
      boolean cutShort = !feed(command, stdin, in, sent);
      out.awaitEnd();
      awaitExit(channel);
      if (watchdog.fired()) {
        throw lost(
            "`%s` did not end within %d s".formatted(brief(command), limit.toSeconds()), null);
      }
      if (out.isTooMuch() || err.isTooMuch()) {
        throw tooMuch(command);
      }
      if (channel.getExitStatus() < 0 && (cutShort || !session.isConnected())) {
        throw lost("the connection broke while `%s` ran".formatted(brief(command)), null);
      }
      return new CommandOutput(channel.getExitStatus(), out.text(), err.text());
    } catch (JSchException | IOException e) {
      throw lost("`%s`: %s".formatted(brief(command), e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw lost("interrupted while `%s` ran".formatted(brief(command)), e);
    } finally {
      end(channel);
    }
  }

  /** Returns whether the command took all of it. */
  private boolean feed(String command, InputStream stdin, OutputStream in, LongConsumer sent)
      throws IOException, SshException {
    try (StallWatch watch = StallWatch.of(stall, Thread::sleep, cut)) {
      boolean taken = Streams.feed(stdin, in, sent.andThen(watch));
      if (watch.fired()) {
        throw lost(
            "the host took nothing of what was sent to `%s` for %d s"
                .formatted(brief(command), stall.toSeconds()),
            null);
      }
      return taken;
    }
  }

  private CollectedOutput collected(ChannelExec channel) {
    return new CollectedOutput(
        CollectedOutput.MAX_BYTES, () -> Thread.ofVirtual().start(() -> end(channel)));
  }

  private SshException tooMuch(String command) {
    return new SshException(
        Failure.LOST,
        "ssh %s: `%s` printed more than %d kB"
            .formatted(target, brief(command), CollectedOutput.MAX_BYTES / 1024),
        "run `ssh %s true`: a login shell's start-up file, such as ~/.bashrc, must not print"
            .formatted(target.substring(0, target.lastIndexOf(':'))),
        null);
  }

  /**
   * Closes a channel, and cuts the connection if that takes too long. The close sends a packet; if
   * the host has stopped reading, the close would never return.
   */
  private void end(Channel channel) {
    endOrCut(channel::disconnect);
  }

  private void endOrCut(Runnable disconnect) {
    Thread closing = Thread.ofVirtual().start(disconnect);
    try {
      if (!closing.join(CLOSE_TIMEOUT)) {
        cut.run();
      }
    } catch (InterruptedException e) {
      cut.run();
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public DuplexStream start(String command) throws SshException {
    ChannelExec channel = exec(command);
    try {
      channel.setErrStream(OutputStream.nullOutputStream());
      DuplexStream duplex =
          new DuplexStream(Pipe.from(channel), channel.getOutputStream(), () -> end(channel));
      channel.connect(OPEN_TIMEOUT_MILLIS);
      return duplex;
    } catch (JSchException | IOException e) {
      channel.disconnect();
      throw lost("`%s`: %s".formatted(brief(command), e.getMessage()), e);
    }
  }

  @Override
  public DuplexStream openSocket(String path) throws SshException {
    Channel opened = null;
    try {
      opened = session.openChannel("direct-streamlocal@openssh.com");
      ChannelDirectStreamLocal channel = (ChannelDirectStreamLocal) opened;
      channel.setSocketPath(path);
      // The streams must exist before the channel opens, or early bytes are lost.
      DuplexStream duplex =
          new DuplexStream(Pipe.from(channel), channel.getOutputStream(), () -> end(channel));
      channel.connect(OPEN_TIMEOUT_MILLIS);
      return duplex;
    } catch (JSchException | IOException e) {
      if (!session.isConnected() || opened == null) {
        throw lost("opening " + path + ": " + e.getMessage(), e);
      }
      throw new SshException(
          Failure.NO_SOCKET,
          "sshd opened no channel to "
              + path
              + ": no agent listens there, or sshd forbids it (AllowStreamLocalForwarding)",
          "systemctl status hactl-agent",
          e);
    }
  }

  private ChannelExec exec(String command) throws SshException {
    try {
      ChannelExec channel = (ChannelExec) session.openChannel("exec");
      channel.setCommand(command.getBytes(StandardCharsets.UTF_8));
      return channel;
    } catch (JSchException e) {
      throw lost("`%s`: %s".formatted(brief(command), e.getMessage()), e);
    }
  }

  /**
   * Waits for the exit status, which comes after the end of the output; JSch does not report it.
   */
  private void awaitExit(Channel channel) {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!channel.isClosed() && session.isConnected() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
    }
  }

  private SshException lost(String what, @Nullable Exception cause) {
    return new SshException(
        Failure.LOST,
        "ssh %s: %s".formatted(target, what),
        "run the command again; the agent completes by itself what it has begun",
        cause);
  }

  private static String brief(String command) {
    String first = command.strip().lines().findFirst().orElse("");
    return first.length() > 60 ? first.substring(0, 57) + "..." : first;
  }

  @Override
  public void close() {
    endOrCut(session::disconnect);
  }
}
